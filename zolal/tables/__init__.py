"""Tables as files that spreadsheets open: CSV and XLSX, in which no cell can run."""
