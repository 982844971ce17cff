ALTER TABLE "apps" ADD COLUMN "max_sign_in_age_ms" bigint;--> statement-breakpoint
ALTER TABLE "apps" ADD COLUMN "disabled_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "apps" ADD COLUMN "source" text DEFAULT 'added' NOT NULL;--> statement-breakpoint
ALTER TABLE "apps" ADD COLUMN "preset" text;