/** What any route costs: Next, and nothing else. */
export async function POST(request: Request): Promise<Response> {
  return Response.json({ bytes: (await request.text()).length });
}
