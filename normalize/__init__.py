from normalize.targets import normalize_value
