"""How targets are written: a catalogue of small rules, their figures, and the rows behind them."""
