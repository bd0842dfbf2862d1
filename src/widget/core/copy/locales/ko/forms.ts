import type { FormsWords } from '../words.js';

/** What Korean asks of the user. */
export const forms: FormsWords = {
  pairs: {
    notFound: ['원하는 항목이 없나요?', '[{product}에|이 페이지 운영자에게] 연동 추가를 요청하세요.'],
    nothingOffered: ['아직 연결할 항목이 없습니다', '[{product}|이 페이지]에 아직 사용할 수 있는 연동이 없습니다.'],
    confirming: ['{} 연결', '별도의 창에서 {}에 로그인합니다.'],
    choosingMethod: ['{} 연결', '여러 방법이 있습니다. 지금 사용할 수 있는 방법을 선택하세요.'],
    askingInputs: ['{integration} 연결', '로그인하기 전에 {integration}에 필요한 정보입니다.'],
    inApp: [
      '브라우저에서 이 페이지를 여세요',
      '이 앱에서는 {}에 로그인하지 못할 수 있습니다. 링크를 복사해 브라우저에서 열거나 여기에서 계속하세요.',
    ],
    removeAsk: [
      '{account} 연결을 해제할까요?',
      '[{product}|이 페이지]에서 이 {integration} 계정에 더 이상 접근할 수 없습니다. 언제든지 다시 연결할 수 있습니다.',
    ],
  },
  methods: {
    oauth2: ['{integration}에 로그인', '해당 페이지에서 동의하면 됩니다. 복사할 것은 없습니다.'],
    token: ['{fields} 입력', '관리자에게 정보를 받은 경우에 사용하세요.'],
  },
  fieldErrors: {
    required: '“{label}” 항목을 입력하세요.',
    too_short: '“{label}” 항목이 너무 짧습니다[({min}자 이상)].',
    too_long: '“{label}” 항목이 너무 깁니다[({max}자 이하)].',
    pattern: '“{label}” 형식이 아닌 것 같습니다. [예: {example}|모두 복사했는지 확인하세요.]',
    invalid_email: '이메일 주소를 입력하세요(예: ada@example.com).',
    invalid_url: 'https://로 시작하는 전체 주소를 입력하세요.',
    invalid_subdomain: '영문자, 숫자, 하이픈만 사용하세요. 점과 슬래시는 사용할 수 없습니다.',
    invalid_number: '숫자를 입력하세요.',
    invalid_date: '날짜를 입력하세요(예: 2026-01-31).',
    unchecked: '계속하려면 선택하세요.',
    invalid_option: '목록에서 선택하세요.',
    credentials_rejected: '{integration}에서 “{label}” 항목을 받아들이지 않았습니다. 유효한지 확인하세요.',
  },
};
