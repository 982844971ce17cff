import 'server-only';
import { randomUUID } from 'node:crypto';
import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { defaultResource, detectResources, envDetector, resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import { limits } from '../../config/limits.ts';
import { log } from '../../observability/log.ts';
import { redactingExporter } from './redacting-exporter.ts';

/**
 * Starts to send Next's spans to OTEL_EXPORTER_OTLP_ENDPOINT. Loaded only where that is set (lib/web/boot/boot.ts).
 * Sampler, batches, headers and limits are read from OTEL_… by the packages themselves.
 */
export function sendTraces({ trustedProxies }: { trustedProxies: number }): void {
  const provider = new NodeTracerProvider({
    resource: resource(),
    spanProcessors: [new BatchSpanProcessor(redactingExporter(new OTLPTraceExporter(), log))],
  });
  provider.register();
  if (trustedProxies === 0) forgetForeignTraces();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => flushBeforeExit(provider));
}

/** The resource of this process. Processes behind one port differ by their ids; the environment takes precedence. */
function resource() {
  const ours = { 'service.name': 'accounts', 'service.instance.id': randomUUID(), 'process.pid': process.pid };
  return defaultResource()
    .merge(resourceFromAttributes(ours))
    .merge(detectResources({ detectors: [envDetector] }));
}

/**
 * Without a proxy of ours in front these headers come from strangers, who could keep their requests out of the traces
 * or mix them into others (as with X-Request-Id, lib/http/request-filter.ts). Removed before Next sees them: it uses
 * the same headers internally to connect its parts of a request.
 */
function forgetForeignTraces(): void {
  subscribe('http.server.request.start', (message) => {
    const { headers } = (message as { request: IncomingMessage }).request;
    for (const name of ['traceparent', 'tracestate', 'baggage']) delete headers[name];
  });
}

/**
 * Next finishes what is under way and then ends the process. The last spans are made until then, so the exit itself
 * waits for them, for a second at most.
 */
function flushBeforeExit(provider: NodeTracerProvider): void {
  const exit = process.exit.bind(process);
  const flushed = (code?: number | string | null) => {
    setTimeout(exit, limits.traceFlushMs, code);
    provider.shutdown().then(
      () => exit(code),
      () => exit(code),
    );
  };
  process.exit = flushed as typeof process.exit;
}
