ALTER TABLE "security_events" DROP CONSTRAINT "security_events_user_id_users_id_fk";
--> statement-breakpoint
ALTER TABLE "security_events" ALTER COLUMN "user_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "security_events" ADD COLUMN "subject" text;--> statement-breakpoint
ALTER TABLE "security_events" ADD CONSTRAINT "security_events_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "security_events_actor" ON "security_events" USING btree ("actor") WHERE "security_events"."actor" is not null;--> statement-breakpoint
CREATE INDEX "security_events_subject" ON "security_events" USING btree ("subject","at") WHERE "security_events"."subject" is not null;