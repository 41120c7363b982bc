"""The first page, the bin and the library's file, as one window shows them."""
