-- An account may have several authenticators, each with a name.
DROP INDEX "authenticators_one_confirmed";--> statement-breakpoint
ALTER TABLE "authenticators" ADD COLUMN "name" text;--> statement-breakpoint
ALTER TABLE "authenticators" ADD COLUMN "replaces_id" text;--> statement-breakpoint
CREATE INDEX "authenticators_user" ON "authenticators" USING btree ("user_id");