"""Files from elsewhere: a file in, plain records out. The one part of the core with parsers and I/O."""
