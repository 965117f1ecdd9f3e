import { expect, test } from 'vitest';
import { scheduled } from './definition';

test('times that somebody begins to write are those of the clock on the wall', () => {
  expect(scheduled({ every: '5m' }, { hours: '08:00-20:00' }, 'Asia/Shanghai')).toEqual({ every: '5m', hours: '08:00-20:00', zone: 'Asia/Shanghai' });
  expect(scheduled(undefined, { cron: '0 3 * * *' }, 'Asia/Shanghai')).toEqual({ cron: '0 3 * * *', zone: 'Asia/Shanghai' });
  expect(scheduled(undefined, { every: '5m' }, 'Asia/Shanghai')).toEqual({ every: '5m' });
});

test('times that were there before keep their zone, which is UTC where none was said', () => {
  expect(scheduled({ every: '5m', hours: '00:00-12:00' }, { hours: '01:00-12:00' }, 'Asia/Shanghai')).toEqual({ every: '5m', hours: '01:00-12:00' });
  expect(scheduled({ every: '5m', hours: '00:00-12:00', zone: 'Europe/Berlin' }, { hours: '01:00-12:00' }, 'Asia/Shanghai').zone).toBe('Europe/Berlin');
  expect(scheduled({ every: '5m', zone: 'Europe/Berlin' }, { hours: '01:00-12:00' }, 'Asia/Shanghai').zone).toBe('Europe/Berlin');
});
