"""What is counted of each article, and site profiles. Articles of before are counted when they are cleaned again."""

import sqlalchemy as sa
from alembic import op

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "habits",
        sa.Column("site_id", ID, nullable=False),
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.Column("packed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_habits_site_id")),
        sa.PrimaryKeyConstraint("site_id", "key", name=op.f("pk_habits")),
    )
    op.create_table(
        "profiles",
        sa.Column("site_id", ID, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("context", sa.Text(), nullable=False),
        sa.Column("articles", sa.Integer(), nullable=False),
        sa.Column("packed", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_profiles_site_id")),
        sa.PrimaryKeyConstraint("site_id", "version", name=op.f("pk_profiles")),
    )
    if op.get_bind().dialect.name == "postgresql":  # what is zstd already is not worth another attempt
        op.execute("ALTER TABLE habits ALTER COLUMN packed SET STORAGE EXTERNAL")
        op.execute("ALTER TABLE profiles ALTER COLUMN packed SET STORAGE EXTERNAL")
