-- Two-factor has a switch of its own, on since the authenticator was confirmed that has been the switch so far.
DROP INDEX "authenticators_confirmed";--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "two_factor_since" timestamp (3) with time zone;--> statement-breakpoint
UPDATE "users" SET "two_factor_since" = (SELECT min("confirmed_at") FROM "authenticators" WHERE "authenticators"."user_id" = "users"."id" AND "confirmed_at" IS NOT NULL);--> statement-breakpoint
CREATE INDEX "users_two_factor" ON "users" USING btree ("two_factor_since") WHERE "users"."two_factor_since" is not null;