-- A row of app_sessions outlives its session: it is what the app has to be told.
ALTER TABLE "app_sessions" DROP CONSTRAINT "app_sessions_session_id_hash_sessions_id_hash_fk";
--> statement-breakpoint
ALTER TABLE "app_sessions" DROP CONSTRAINT "app_sessions_session_id_hash_app_id_pk";--> statement-breakpoint
ALTER TABLE "app_sessions" ALTER COLUMN "session_id_hash" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "app_sessions" ADD COLUMN "id" text PRIMARY KEY DEFAULT gen_random_uuid()::text NOT NULL;--> statement-breakpoint
ALTER TABLE "app_sessions" ALTER COLUMN "id" DROP DEFAULT;--> statement-breakpoint
ALTER TABLE "app_sessions" ADD COLUMN "user_id" text;--> statement-breakpoint
UPDATE "app_sessions" a SET "user_id" = s."user_id" FROM "sessions" s WHERE s."id_hash" = a."session_id_hash";--> statement-breakpoint
ALTER TABLE "app_sessions" ALTER COLUMN "user_id" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "app_sessions" ADD COLUMN "sid" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "app_sessions" ADD COLUMN "last_used_at" timestamp (3) with time zone;--> statement-breakpoint
UPDATE "app_sessions" SET "last_used_at" = "opened_at";--> statement-breakpoint
ALTER TABLE "app_sessions" ALTER COLUMN "last_used_at" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "app_sessions" ADD COLUMN "notice_at" timestamp (3) with time zone;--> statement-breakpoint
UPDATE "app_sessions" SET "notice_at" = "opened_at";--> statement-breakpoint
ALTER TABLE "app_sessions" ADD COLUMN "tries" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "app_sessions" ADD COLUMN "failed_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "apps" ADD COLUMN "description" text;--> statement-breakpoint
ALTER TABLE "apps" ADD COLUMN "launch_url" text;--> statement-breakpoint
ALTER TABLE "apps" ADD COLUMN "on_home" text DEFAULT 'shown' NOT NULL;--> statement-breakpoint
ALTER TABLE "openid_clients" ADD COLUMN "post_logout_uris" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "openid_clients" ADD COLUMN "backchannel_uri" text;--> statement-breakpoint
ALTER TABLE "openid_clients" ADD COLUMN "ends_with" text DEFAULT 'session' NOT NULL;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "email_verified_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "app_sessions" ADD CONSTRAINT "app_sessions_session_id_hash_sessions_id_hash_fk" FOREIGN KEY ("session_id_hash") REFERENCES "public"."sessions"("id_hash") ON DELETE set null ON UPDATE cascade;--> statement-breakpoint
CREATE UNIQUE INDEX "app_sessions_one_each" ON "app_sessions" USING btree ("session_id_hash","app_id","sid");--> statement-breakpoint
CREATE INDEX "app_sessions_user" ON "app_sessions" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "app_sessions_notice" ON "app_sessions" USING btree ("notice_at") WHERE "app_sessions"."session_id_hash" is null;