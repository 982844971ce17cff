ALTER TABLE `security_events` ADD `webhook_at` integer;--> statement-breakpoint
ALTER TABLE `security_events` ADD `webhook_tries` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `security_events` ADD `webhook_failed_at` integer;--> statement-breakpoint
CREATE INDEX `security_events_webhook` ON `security_events` (`webhook_at`) WHERE "security_events"."webhook_at" is not null;--> statement-breakpoint
CREATE INDEX `security_events_webhook_failed` ON `security_events` (`webhook_failed_at`) WHERE "security_events"."webhook_failed_at" is not null;