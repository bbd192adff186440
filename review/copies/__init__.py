"""An article among its copies."""
