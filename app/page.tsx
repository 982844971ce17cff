export default function Page() { return <h1>Axelor Connect</h1>; }
