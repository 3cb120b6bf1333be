"""What is told of a page before PDFium looks: content streams, fonts, soundness, weight."""
