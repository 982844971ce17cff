ALTER TABLE "security_events" ADD COLUMN "webhook_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "security_events" ADD COLUMN "webhook_tries" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "security_events" ADD COLUMN "webhook_failed_at" timestamp (3) with time zone;--> statement-breakpoint
CREATE INDEX "security_events_webhook" ON "security_events" USING btree ("webhook_at") WHERE "security_events"."webhook_at" is not null;--> statement-breakpoint
CREATE INDEX "security_events_webhook_failed" ON "security_events" USING btree ("webhook_failed_at") WHERE "security_events"."webhook_failed_at" is not null;