-- The tables and columns take the terms of the field (docs/decisions/017). Nothing is lost; 0.1.0 cannot run beside it.
ALTER TABLE "accounts" RENAME TO "linked_identities";--> statement-breakpoint
ALTER TABLE "intents" RENAME TO "oauth_flows";--> statement-breakpoint
ALTER TABLE "known_browsers" RENAME TO "device_cookies";--> statement-breakpoint
ALTER TABLE "attempts" RENAME COLUMN "in_a_row" TO "consecutive_failures";--> statement-breakpoint
ALTER TABLE "attempts" RENAME COLUMN "in_the_day" TO "failures_in_window";--> statement-breakpoint
ALTER TABLE "attempts" RENAME COLUMN "day_started_ms" TO "window_started_ms";--> statement-breakpoint
ALTER TABLE "authenticators" RENAME COLUMN "suspended_at" TO "disabled_at";--> statement-breakpoint
ALTER TABLE "challenges" RENAME COLUMN "password_stamp" TO "password_fingerprint";--> statement-breakpoint
ALTER TABLE "recovery_sets" RENAME COLUMN "edition" TO "generation";--> statement-breakpoint
ALTER TABLE "second_factor_resets" RENAME COLUMN "ordered_by" TO "scheduled_by";--> statement-breakpoint
ALTER TABLE "second_factor_resets" RENAME COLUMN "ordered_at" TO "scheduled_at";--> statement-breakpoint
ALTER TABLE "security_events" RENAME COLUMN "address" TO "ip_address";--> statement-breakpoint
ALTER TABLE "sessions" RENAME COLUMN "methods" TO "authentication_methods";--> statement-breakpoint
ALTER TABLE "sessions" RENAME COLUMN "proved_at" TO "reauthenticated_at";--> statement-breakpoint
ALTER TABLE "sessions" RENAME COLUMN "address" TO "ip_address";--> statement-breakpoint
ALTER INDEX "accounts_identity" RENAME TO "linked_identities_identity";--> statement-breakpoint
ALTER INDEX "accounts_one_each" RENAME TO "linked_identities_one_each";--> statement-breakpoint
ALTER INDEX "intents_session" RENAME TO "oauth_flows_session";--> statement-breakpoint
ALTER INDEX "intents_expiry" RENAME TO "oauth_flows_expiry";--> statement-breakpoint
ALTER TABLE "linked_identities" RENAME CONSTRAINT "accounts_user_id_users_id_fk" TO "linked_identities_user_id_users_id_fk";--> statement-breakpoint
ALTER TABLE "oauth_flows" RENAME CONSTRAINT "intents_session_id_hash_sessions_id_hash_fk" TO "oauth_flows_session_id_hash_sessions_id_hash_fk";--> statement-breakpoint
ALTER TABLE "device_cookies" RENAME CONSTRAINT "known_browsers_user_id_users_id_fk" TO "device_cookies_user_id_users_id_fk";--> statement-breakpoint
ALTER TABLE "device_cookies" RENAME CONSTRAINT "known_browsers_user_id_token_hash_pk" TO "device_cookies_user_id_token_hash_pk";--> statement-breakpoint
ALTER TABLE "linked_identities" RENAME CONSTRAINT "accounts_pkey" TO "linked_identities_pkey";--> statement-breakpoint
ALTER TABLE "oauth_flows" RENAME CONSTRAINT "intents_pkey" TO "oauth_flows_pkey";
