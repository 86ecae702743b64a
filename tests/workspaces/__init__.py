"""One small file per released schema; each must still open."""
