"""Copies of one story: fingerprints, hooks, clusters, edges, differences, assessments. Articles of before are looked at by
`copydesk reclean --stale`."""

import sqlalchemy as sa
from alembic import op

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "clusters",
        sa.Column("id", ID, nullable=False),
        sa.Column("representative_id", ID, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("members", sa.Integer(), nullable=False),
        sa.Column("merged_id", ID, nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["representative_id"], ["articles.id"], name=op.f("fk_clusters_representative_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clusters")),
    )
    op.create_table(
        "hooks",
        sa.Column("key", ID, nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("article_id", ID, nullable=False),
        sa.PrimaryKeyConstraint("key", "day", "article_id", name=op.f("pk_hooks")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_hooks_article_id", "hooks", ["article_id"])

    op.create_table(
        "cluster_events",
        sa.Column("id", ID, nullable=False),
        sa.Column("cluster_id", ID, nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("article_id", ID, nullable=True),
        sa.Column("other_id", ID, nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name=op.f("fk_cluster_events_article_id")),
        sa.ForeignKeyConstraint(["cluster_id"], ["clusters.id"], name=op.f("fk_cluster_events_cluster_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cluster_events")),
    )
    op.create_index("ix_cluster_events_cluster_id", "cluster_events", ["cluster_id", "id"])

    op.create_table(
        "fingerprints",
        sa.Column("article_id", ID, nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("seen_day", sa.Integer(), nullable=False),
        sa.Column("words", sa.Integer(), nullable=False),
        sa.Column("counted", sa.Integer(), nullable=False),
        sa.Column("packed", sa.LargeBinary(), nullable=False),
        sa.Column("cluster_id", ID, nullable=True),
        sa.Column("is_face", sa.Boolean(), nullable=False),
        sa.Column("is_own", sa.Boolean(), nullable=False),
        sa.Column("origin_key", sa.LargeBinary(), nullable=True),
        sa.Column("due", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name=op.f("fk_fingerprints_article_id")),
        sa.ForeignKeyConstraint(["cluster_id"], ["clusters.id"], name=op.f("fk_fingerprints_cluster_id")),
        sa.PrimaryKeyConstraint("article_id", name=op.f("pk_fingerprints")),
    )
    op.create_index(
        "ix_fingerprints_origin_key",
        "fingerprints",
        ["origin_key"],
        sqlite_where=sa.text("origin_key IS NOT NULL"),
        postgresql_where=sa.text("origin_key IS NOT NULL"),
    )
    op.create_index("ix_fingerprints_cluster_id", "fingerprints", ["cluster_id"])
    op.create_index("ix_fingerprints_digest", "fingerprints", ["digest"])
    op.create_index(
        "ix_fingerprints_due",
        "fingerprints",
        ["article_id"],
        sqlite_where=sa.text("due = true"),
        postgresql_where=sa.text("due = true"),
    )
    op.create_index(
        "ix_fingerprints_face",
        "fingerprints",
        ["cluster_id", "article_id"],
        sqlite_where=sa.text("is_face = true"),
        postgresql_where=sa.text("is_face = true"),
    )

    op.create_table(
        "assessments",
        sa.Column("id", ID, nullable=False),
        sa.Column("article_id", ID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("cleaning_id", ID, nullable=False),
        sa.Column("cluster_id", ID, nullable=True),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("drift", sa.Double(), nullable=False),
        sa.Column("is_garbled", sa.Boolean(), nullable=True),
        sa.Column("score", sa.Double(), nullable=True),
        sa.Column("flagged", sa.Boolean(), nullable=False),
        sa.Column("looks_like", sa.Text(), nullable=True),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name=op.f("fk_assessments_article_id")),
        sa.ForeignKeyConstraint(["cleaning_id"], ["cleanings.id"], name=op.f("fk_assessments_cleaning_id")),
        sa.ForeignKeyConstraint(["cluster_id"], ["clusters.id"], name=op.f("fk_assessments_cluster_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assessments")),
        sa.UniqueConstraint("article_id", "number", name=op.f("uq_assessments_article_id_number")),
    )
    op.create_table(
        "edges",
        sa.Column("id", ID, nullable=False),
        sa.Column("article_id", ID, nullable=False),
        sa.Column("other_id", ID, nullable=False),
        sa.Column("cleaning_id", ID, nullable=True),
        sa.Column("other_cleaning_id", ID, nullable=True),
        sa.Column("relation", sa.Text(), nullable=False),
        sa.Column("method", sa.Text(), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("shared", sa.Text(), nullable=False),
        sa.Column("drift", sa.Double(), nullable=True),
        sa.Column("lean", sa.Double(), nullable=True),
        sa.Column("why", sa.Text(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name=op.f("fk_edges_article_id")),
        sa.ForeignKeyConstraint(["cleaning_id"], ["cleanings.id"], name=op.f("fk_edges_cleaning_id")),
        sa.ForeignKeyConstraint(["other_cleaning_id"], ["cleanings.id"], name=op.f("fk_edges_other_cleaning_id")),
        sa.ForeignKeyConstraint(["other_id"], ["articles.id"], name=op.f("fk_edges_other_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_edges")),
    )
    op.create_index("ix_edges_article_id", "edges", ["article_id", "id"])
    op.create_index("ix_edges_other_id", "edges", ["other_id", "id"])

    op.create_table(
        "differences",
        sa.Column("edge_id", ID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("stop", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("other_line", sa.Integer(), nullable=False),
        sa.Column("other_start", sa.Integer(), nullable=False),
        sa.Column("other_stop", sa.Integer(), nullable=False),
        sa.Column("other_text", sa.Text(), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["edge_id"], ["edges.id"], name=op.f("fk_differences_edge_id")),
        sa.PrimaryKeyConstraint("edge_id", "number", name=op.f("pk_differences")),
        sqlite_with_rowid=False,
    )
    op.add_column("articles", sa.Column("cluster_id", ID, nullable=True))
    op.add_column("articles", sa.Column("assessment_id", ID, nullable=True))
    op.add_column("articles", sa.Column("drift", sa.Double(), nullable=True))
    op.create_index(
        "ix_articles_drift",
        "articles",
        ["drift", "id", "language", "verdict", "site_id"],
        sqlite_where=sa.text("drift IS NOT NULL"),
        postgresql_where=sa.text("drift IS NOT NULL"),
    )
