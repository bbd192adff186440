"""What an article's page is and how sure its extraction is, in lists; the reasons. Known once it is cleaned again."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("articles", sa.Column("is_article", sa.Boolean(), nullable=True))
    op.add_column("articles", sa.Column("page_kind", sa.Text(), nullable=True))
    op.add_column("articles", sa.Column("confidence", sa.Double(), nullable=True))
    op.add_column("cleanings", sa.Column("page_terms", sa.Text(), nullable=True))
    op.create_index("ix_articles_confidence", "articles", ["confidence", "id", "language", "verdict", "site_id"])
