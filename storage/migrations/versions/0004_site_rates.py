"""What is known of an article's own garbling, for its site's rate. Known once it is cleaned again."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("habits", sa.Column("flagged", sa.Boolean(), nullable=True))
