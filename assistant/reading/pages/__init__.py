"""Printed pages: PDF and images, with layout and the recognition of scans."""
