-- The tables and columns take the terms of the field (docs/decisions/017). Nothing is lost; 0.1.0 cannot run beside it.
ALTER TABLE `accounts` RENAME TO `linked_identities`;--> statement-breakpoint
ALTER TABLE `intents` RENAME TO `oauth_flows`;--> statement-breakpoint
ALTER TABLE `known_browsers` RENAME TO `device_cookies`;--> statement-breakpoint
ALTER TABLE `attempts` RENAME COLUMN `in_a_row` TO `consecutive_failures`;--> statement-breakpoint
ALTER TABLE `attempts` RENAME COLUMN `in_the_day` TO `failures_in_window`;--> statement-breakpoint
ALTER TABLE `attempts` RENAME COLUMN `day_started_ms` TO `window_started_ms`;--> statement-breakpoint
ALTER TABLE `authenticators` RENAME COLUMN `suspended_at` TO `disabled_at`;--> statement-breakpoint
ALTER TABLE `challenges` RENAME COLUMN `password_stamp` TO `password_fingerprint`;--> statement-breakpoint
ALTER TABLE `recovery_sets` RENAME COLUMN `edition` TO `generation`;--> statement-breakpoint
ALTER TABLE `second_factor_resets` RENAME COLUMN `ordered_by` TO `scheduled_by`;--> statement-breakpoint
ALTER TABLE `second_factor_resets` RENAME COLUMN `ordered_at` TO `scheduled_at`;--> statement-breakpoint
ALTER TABLE `security_events` RENAME COLUMN `address` TO `ip_address`;--> statement-breakpoint
ALTER TABLE `sessions` RENAME COLUMN `methods` TO `authentication_methods`;--> statement-breakpoint
ALTER TABLE `sessions` RENAME COLUMN `proved_at` TO `reauthenticated_at`;--> statement-breakpoint
ALTER TABLE `sessions` RENAME COLUMN `address` TO `ip_address`;--> statement-breakpoint
DROP INDEX `accounts_identity`;--> statement-breakpoint
DROP INDEX `accounts_one_each`;--> statement-breakpoint
DROP INDEX `intents_session`;--> statement-breakpoint
DROP INDEX `intents_expiry`;--> statement-breakpoint
CREATE UNIQUE INDEX `linked_identities_identity` ON `linked_identities` (`provider`,`subject`);--> statement-breakpoint
CREATE UNIQUE INDEX `linked_identities_one_each` ON `linked_identities` (`user_id`,`provider`);--> statement-breakpoint
CREATE INDEX `oauth_flows_session` ON `oauth_flows` (`session_id_hash`);--> statement-breakpoint
CREATE INDEX `oauth_flows_expiry` ON `oauth_flows` (`expires_at`);
