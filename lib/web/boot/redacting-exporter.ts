import 'server-only';
import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace-node';
import { limits } from '../../config/limits.ts';
import type { Log } from '../../observability/log.ts';
import { redactSpan } from '../../observability/redact-span.ts';

/**
 * Wraps `exporter` so that it gets only what may be exported (lib/observability/redact-span.ts). When its target
 * refuses spans, logs one line; the next one only after it has accepted some again.
 */
export function redactingExporter(exporter: SpanExporter, log: () => Log): SpanExporter {
  let isRefused = false;
  return {
    ...(exporter.forceFlush ? { forceFlush: () => exporter.forceFlush?.() ?? Promise.resolve() } : {}),
    shutdown: () => exporter.shutdown(),
    export(spans, done) {
      exporter.export(spans.map(copyDiscreetly), (result) => {
        // 0: accepted.
        const wasRefused = isRefused;
        isRefused = result.code !== 0;
        if (isRefused && !wasRefused)
          log().warn(
            { event: 'traces-refused', reason: refusalReason(result.error) },
            'traces are not taken and are lost',
          );
        done(result);
      });
    },
  };
}

/** Field by field, so that one which a new version adds isn't exported unreviewed. */
function copyDiscreetly(span: ReadableSpan): ReadableSpan {
  return {
    ...redactSpan(span, limits.spanTextMaxLength),
    spanContext: () => span.spanContext(),
    ...(span.parentSpanContext ? { parentSpanContext: span.parentSpanContext } : {}),
    kind: span.kind,
    startTime: span.startTime,
    endTime: span.endTime,
    duration: span.duration,
    ended: span.ended,
    resource: span.resource,
    instrumentationScope: span.instrumentationScope,
    links: [],
    droppedAttributesCount: span.droppedAttributesCount,
    droppedEventsCount: span.droppedEventsCount,
    droppedLinksCount: span.droppedLinksCount,
  };
}

/** Returns the code of a refusal (`ECONNREFUSED`, `401`), else the beginning of its message. */
function refusalReason(error: (Error & { code?: unknown }) | undefined): string {
  return String(error?.code ?? error?.message ?? 'unknown').slice(0, limits.spanTextMaxLength);
}
