ALTER TABLE "tokens" ADD COLUMN "email" text;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "locked_down_at" timestamp (3) with time zone;--> statement-breakpoint
UPDATE "tokens" SET "email" = (SELECT "users"."email" FROM "users" WHERE "users"."id" = "tokens"."owner") WHERE "purpose" IN ('not-me', 'reset-password');