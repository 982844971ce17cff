ALTER TABLE "tokens" ALTER COLUMN "email" SET DATA TYPE text collate "C";--> statement-breakpoint
ALTER TABLE "users" ALTER COLUMN "email" SET DATA TYPE text collate "C";--> statement-breakpoint
ALTER TABLE "users" ALTER COLUMN "name_folded" SET DATA TYPE text collate "C";--> statement-breakpoint
ALTER TABLE "users" ALTER COLUMN "name_folded" SET DEFAULT '';--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "name_rest" text collate "C";--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "name_last" text collate "C";--> statement-breakpoint
UPDATE "users" SET "name_rest" = substr("name_folded", strpos("name_folded", ' ') + 1) WHERE strpos("name_folded", ' ') > 0;--> statement-breakpoint
UPDATE "users" SET "name_last" = substr("name_rest", length(rtrim("name_rest", replace("name_rest", ' ', ''))) + 1) WHERE strpos("name_rest", ' ') > 0;--> statement-breakpoint
CREATE INDEX "users_name_rest" ON "users" USING btree ("name_rest") WHERE "users"."name_rest" is not null;--> statement-breakpoint
CREATE INDEX "users_name_last" ON "users" USING btree ("name_last") WHERE "users"."name_last" is not null;