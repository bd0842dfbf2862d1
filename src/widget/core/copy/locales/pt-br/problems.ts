import type { ProblemsWords } from '../words.js';

/** What Brazilian Portuguese calls other problems, and what it says can be done about them. */
export const problems: ProblemsWords = {
  invalid_request: [
    'Não é possível conectar agora',
    '[{product}|Esta página] precisa corrigir algo primeiro. Não foi nada que você fez.',
  ],
  unauthorized: ['Sua sessão foi encerrada', 'Entre [em {product}|nesta página] de novo e volte aqui.'],
  session_expired: ['Você ficou um tempo fora', 'Nada foi perdido. Tente novamente para continuar.'],
  forbidden: [
    'Você não tem acesso a [{integration}|isto]',
    'Peça acesso [a {product}|à equipe desta página] ou escolha outra integração.',
  ],
  not_found: ['Isto não está mais aqui', 'Pode ter sido removido em outro lugar. Comece de novo pela lista.'],
  invalid_fields: ['Ainda há algo para corrigir', 'Verifique o que você informou e tente novamente.'],
  credentials_rejected: [
    '[{integration}|O provedor] não aceitou estes dados',
    'Verifique se foram copiados por inteiro e continuam ativos. O que você informou ainda está aqui.',
  ],
  idempotency_conflict: ['Já está em andamento', 'A conexão está sendo feita agora. Tente novamente em instantes.'],
  rate_limited: ['Muitas tentativas seguidas', 'Nada foi perdido. Tente novamente {wait}.'],
  connection_paused: ['Esta conexão está em pausa', 'É preciso retomá-la antes de usar.'],
  integration_misconfigured: [
    '[{integration}|Esta integração] ainda não está disponível',
    '[{product}|Esta página] precisa terminar a configuração. Não foi nada que você fez.',
  ],
  provider_unreachable: [
    '[{integration}|O provedor] não está respondendo',
    'Nada foi conectado. Tente novamente em alguns minutos.',
  ],
  store_unavailable: [
    'Algo não funcionou',
    'O problema é [de {product}|nosso], e nada foi perdido. Tente novamente em instantes.',
  ],
  network_failed: [
    '[{offline?}Você está offline|Não foi possível acessar {product}|Não foi possível acessar o servidor desta página]',
    'Nada foi perdido. [{offline?}{integration?}Tente novamente quando sua internet voltar.|{offline?}Tentaremos de novo assim que sua internet voltar.|Tente novamente em instantes.]',
  ],
  timed_out: ['Está demorando demais', 'Nada foi perdido. Verifique sua conexão com a internet e tente novamente.'],
  not_offered: [
    '[{integration}|Esta integração] não está disponível aqui',
    'Escolha outra integração ou peça [a {product}|à equipe desta página] para adicionar [{integration}|esta].',
  ],
};
