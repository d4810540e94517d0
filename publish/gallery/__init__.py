"""The gallery of styles: one specimen in every style and format, drawn page by page for the eye."""
