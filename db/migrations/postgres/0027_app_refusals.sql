ALTER TABLE "openid_clients" ADD COLUMN "refusal" jsonb;--> statement-breakpoint
ALTER TABLE "openid_clients" ADD COLUMN "refused_at" timestamp (3) with time zone;