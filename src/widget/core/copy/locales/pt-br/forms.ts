import type { FormsWords } from '../words.js';

/** What Brazilian Portuguese asks of the user. */
export const forms: FormsWords = {
  pairs: {
    notFound: ['Não é o que você precisa?', 'Peça [a {product}|à equipe desta página] para adicionar uma integração.'],
    nothingOffered: ['Ainda não há nada para conectar', '[{product}|Esta página] ainda não tem integrações para você.'],
    confirming: ['Conectar {}', 'Você entra em {} em uma janela separada.'],
    choosingMethod: ['Conectar {}', 'Há mais de uma forma. Escolha conforme o que você tem em mãos.'],
    askingInputs: ['Conectar {integration}', '{integration} precisa destes dados antes de você entrar.'],
    inApp: [
      'Abra esta página no seu navegador',
      '{} talvez não permita entrar dentro deste aplicativo. Copie o link e abra no navegador, ou continue aqui.',
    ],
    removeAsk: [
      'Remover {account}?',
      '[{product}|Esta página] não poderá mais acessar esta conta {integration}. Você pode reconectá-la quando quiser.',
    ],
  },
  methods: {
    oauth2: ['Entrar em {integration}', 'Você autoriza por lá. Nada para copiar.'],
    token: ['Informar: {fields}', 'Se um administrador passou isso para você.'],
  },
  fieldErrors: {
    required: 'Informe “{label}”.',
    too_short: 'O valor de “{label}” é curto demais[: deve ter pelo menos {min} caracteres].',
    too_long: 'O valor de “{label}” é longo demais[: deve ter no máximo {max} caracteres].',
    pattern: 'Isto não parece ser “{label}”. [Exemplo: {example}.|Verifique se tudo foi copiado.]',
    invalid_email: 'Informe um e-mail como ada@example.com.',
    invalid_url: 'Informe um endereço completo que comece com https://.',
    invalid_subdomain: 'Use apenas letras, números e hifens, sem pontos nem barras.',
    invalid_number: 'Informe um número.',
    invalid_date: 'Informe uma data como 2026-01-31.',
    unchecked: 'Marque esta caixa para continuar.',
    invalid_option: 'Escolha uma opção da lista.',
    credentials_rejected: '{integration} não aceitou “{label}”. Verifique se o valor continua ativo.',
  },
};
