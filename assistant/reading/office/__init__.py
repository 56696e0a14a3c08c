"""Documents of office programs: DOCX, PPTX, XLSX, OpenDocument, and older ones through LibreOffice."""
