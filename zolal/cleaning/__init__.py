"""The command `zolal clean`: messy files in, a folder with clean ones out. The engine thinks, this writes."""
