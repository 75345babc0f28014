"""The numbers as they are shown: sentences, tables, charts, and the rows behind each figure."""
