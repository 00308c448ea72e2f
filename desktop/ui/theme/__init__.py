"""The look: one table of names for colours and sizes, the fonts, the icons, and the style sheet made of them."""
