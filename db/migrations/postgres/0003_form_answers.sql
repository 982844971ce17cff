CREATE TABLE "form_answers" (
	"key_hash" text PRIMARY KEY NOT NULL,
	"sealed" text,
	"expires_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE INDEX "form_answers_expiry" ON "form_answers" USING btree ("expires_at");