"""What a dataset says beyond one form: targets followed over years, and how targets are written."""
