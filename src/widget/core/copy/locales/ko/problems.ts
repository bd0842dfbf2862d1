import type { ProblemsWords } from '../words.js';

/** What Korean calls other problems, and what it says can be done about them. */
export const problems: ProblemsWords = {
  invalid_request: [
    '지금은 연결할 수 없습니다',
    '[{product}|이 페이지]에서 먼저 해결해야 할 문제가 있습니다. 사용자의 작업과는 관련이 없습니다.',
  ],
  unauthorized: ['로그아웃되었습니다', '[{product}|이 페이지]에 다시 로그인한 후 여기로 돌아오세요.'],
  session_expired: ['한동안 사용하지 않았습니다', '사라진 내용은 없습니다. 계속하려면 다시 시도하세요.'],
  forbidden: [
    '[{integration}|이 연동]에 대한 권한이 없습니다',
    '[{product}에|이 페이지 운영자에게] 접근 권한을 요청하거나 다른 연동을 선택하세요.',
  ],
  not_found: ['더 이상 여기에 없습니다', '이미 연결이 해제되었거나 삭제되었을 수 있습니다. 목록에서 다시 시작하세요.'],
  invalid_fields: ['아직 맞지 않는 내용이 있습니다', '입력한 내용을 확인한 후 다시 시도하세요.'],
  credentials_rejected: [
    '입력한 정보를 [{integration}|제공업체]에서 받아들이지 않았습니다',
    '모두 복사했는지, 아직 유효한지 확인하세요. 입력한 내용은 그대로 있습니다.',
  ],
  idempotency_conflict: ['이미 진행 중입니다', '지금 연결하고 있습니다. 잠시 후 다시 시도하세요.'],
  rate_limited: ['연속으로 너무 많이 시도했습니다', '사라진 내용은 없습니다. {wait}에 다시 시도하세요.'],
  connection_paused: ['이 연결은 일시 중지되었습니다', '사용하려면 먼저 다시 시작해야 합니다.'],
  integration_misconfigured: [
    '[{integration}|이 연동] 준비가 끝나지 않았습니다',
    '[{product}|이 페이지]에서 설정을 마쳐야 합니다. 사용자의 작업과는 관련이 없습니다.',
  ],
  provider_unreachable: [
    '[{integration}|제공업체]에서 응답하지 않습니다',
    '연결된 항목이 없습니다. 몇 분 후 다시 시도하세요.',
  ],
  store_unavailable: [
    '문제가 발생했습니다',
    '[{product}|저희] 측 문제이며 사라진 내용은 없습니다. 잠시 후 다시 시도하세요.',
  ],
  network_failed: [
    '[{offline?}오프라인 상태입니다|{product}에 연결할 수 없습니다|이 페이지의 서버에 연결할 수 없습니다]',
    '사라진 내용은 없습니다. [{offline?}{integration?}인터넷에 다시 연결되면 다시 시도하세요.|{offline?}인터넷에 다시 연결되면 바로 다시 시도합니다.|잠시 후 다시 시도하세요.]',
  ],
  timed_out: ['예상보다 오래 걸리고 있습니다', '사라진 내용은 없습니다. 인터넷 연결을 확인한 후 다시 시도하세요.'],
  not_offered: [
    '여기에서는 [{integration}을(를)|이 연동을] 제공하지 않습니다',
    '다른 연동을 선택하거나 [{product}에|이 페이지 운영자에게] 추가를 요청하세요.',
  ],
};
