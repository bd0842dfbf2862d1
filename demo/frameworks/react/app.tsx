import { useCallback, useEffect, useState, type ReactElement } from 'react';
import type { Connection } from 'connection-embed';
import { ConnectionEmbed, type CreatedConnection } from 'connection-embed/react';
import { endpoint, fetchAccounts } from '../backend.js';

export function App(): ReactElement {
  const [accounts, setAccounts] = useState<Connection[]>([]);
  const [status, setStatus] = useState('');
  const showAccounts = useCallback(async () => setAccounts(await fetchAccounts()), []);
  useEffect(() => void showAccounts(), [showAccounts]);

  const created = async ({ id, integration_name }: CreatedConnection): Promise<void> => {
    await showAccounts();
    setStatus(`${integration_name} is connected as ${id}`);
  };

  return (
    <main className="app">
      <header>
        <h1>Acme in React</h1>
        <p>The component of connection-embed/react.</p>
      </header>
      <ConnectionEmbed
        endpoint={endpoint}
        sessionUrl="/api/connect-session"
        permissions={['crm_contact_read', 'crm_deal_read']}
        copy={{ product: 'Acme' }}
        onConnectionCreated={created}
        onConnectionRemoved={showAccounts}
      />
      <section>
        <h2 id="accounts">Connected accounts</h2>
        <ul className="accounts" aria-labelledby="accounts">
          {accounts.map(({ id, integration_name, created_at }) => (
            <li key={id}>
              {integration_name}
              <span>since {new Date(created_at).toLocaleDateString(undefined, { dateStyle: 'medium' })}</span>
            </li>
          ))}
        </ul>
        <p role="status">{status}</p>
      </section>
    </main>
  );
}
