CREATE TABLE "address_changes" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"from_email" text NOT NULL,
	"to_email" text NOT NULL,
	"from_since" timestamp (3) with time zone NOT NULL,
	"changed_at" timestamp (3) with time zone NOT NULL,
	"undo_due_at" timestamp (3) with time zone,
	"undone_at" timestamp (3) with time zone,
	"undone_by" text,
	"settled_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "authenticators" ADD COLUMN "bound_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "authenticators" ADD COLUMN "browser_known_since" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "known_browsers" ADD COLUMN "created_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "tokens" ADD COLUMN "about" text;--> statement-breakpoint
ALTER TABLE "address_changes" ADD CONSTRAINT "address_changes_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "address_changes_user" ON "address_changes" USING btree ("user_id","changed_at");--> statement-breakpoint
CREATE INDEX "address_changes_due" ON "address_changes" USING btree ("undo_due_at") WHERE "address_changes"."undo_due_at" is not null;--> statement-breakpoint
UPDATE known_browsers SET created_at = last_used_at;--> statement-breakpoint
UPDATE authenticators SET bound_at = greatest(confirmed_at, coalesce((SELECT max(e.at) FROM security_events e WHERE e.user_id = authenticators.user_id AND e.kind = 'authenticator-moved'), confirmed_at)) WHERE confirmed_at IS NOT NULL;--> statement-breakpoint
INSERT INTO address_changes (id, user_id, from_email, to_email, from_since, changed_at, undone_at, undone_by)
SELECT d.id, d.user_id, d.former, d.email, d.since, d.at, CASE WHEN d.next_at IS NULL OR d.undone_at <= d.next_at THEN d.undone_at END, CASE WHEN d.next_at IS NULL OR d.undone_at <= d.next_at THEN CASE WHEN d.undone_at IS NOT NULL THEN 'link' END END
FROM (
  SELECT c.id, c.user_id, c.details->>0 AS former, c.details->>1 AS email, c.at,
    coalesce((SELECT max(p.at) FROM security_events p WHERE p.user_id = c.user_id AND p.kind = 'email-changed' AND p.at < c.at), u.created_at) AS since,
    (SELECT min(n.at) FROM security_events n WHERE n.user_id = c.user_id AND n.kind = 'email-changed' AND n.at > c.at) AS next_at,
    (SELECT min(b.at) FROM security_events b WHERE b.user_id = c.user_id AND b.kind = 'email-change-undone' AND b.at >= c.at) AS undone_at
  FROM security_events c JOIN users u ON u.id = c.user_id
  WHERE c.kind = 'email-changed'
) d WHERE d.former IS NOT NULL AND d.email IS NOT NULL;--> statement-breakpoint
UPDATE tokens SET about = (SELECT a.id FROM address_changes a WHERE a.user_id = tokens.owner AND a.changed_at = tokens.created_at) WHERE purpose = 'undo-email';
