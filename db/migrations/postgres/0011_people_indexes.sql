DROP INDEX "users_name_folded";--> statement-breakpoint
DROP INDEX "users_created";--> statement-breakpoint
CREATE INDEX "users_name" ON "users" USING btree ("name_folded","email","id");--> statement-breakpoint
CREATE INDEX "users_disabled" ON "users" USING btree ("name_folded","email") WHERE "users"."disabled_at" is not null;--> statement-breakpoint
CREATE INDEX "users_created" ON "users" USING btree ("created_at","id");