import { queryOptions } from '@tanstack/react-query';
import { answered, hub, type Schema } from '../../api/client';

export type Retention = Schema<'RetentionPolicy'>;
export type DecaySetting = Schema<'DecaySetting'>;
export type Erasure = Schema<'ErasureRecord'>;
export type Hold = Schema<'Hold'>;

export const retentionQuery = queryOptions({ queryKey: ['retention'], queryFn: () => answered(hub.GET('/api/settings/retention')) });
export const saveRetention = (body: Retention) => answered(hub.PUT('/api/settings/retention', { body }));
export const deleteRetention = (key: number) => answered(hub.DELETE('/api/settings/retention/{key}', { params: { path: { key } } }));

export const decayQuery = queryOptions({ queryKey: ['decay'], queryFn: () => answered(hub.GET('/api/settings/decay')) });
export const saveDecay = (body: DecaySetting) => answered(hub.PUT('/api/settings/decay', { body }));
export const deleteDecay = (key: number) => answered(hub.DELETE('/api/settings/decay/{key}', { params: { path: { key } } }));

export const erasuresQuery = queryOptions({ queryKey: ['erasures'], queryFn: () => answered(hub.GET('/api/erasures')) });
export const erase = (value: string, reason: string) => answered(hub.POST('/api/erasures', { body: { value, reason } }));

export const holdsQuery = queryOptions({ queryKey: ['holds'], queryFn: () => answered(hub.GET('/api/holds')) });
export const hold = (body: Schema<'HoldRequest'>) => answered(hub.POST('/api/holds', { body }));
export const lift = (id: string) => answered(hub.DELETE('/api/holds/{id}', { params: { path: { id } } }));

/** The sources by id, for settings that are about one of them. */
export const sourceNamesQuery = queryOptions({ queryKey: ['sources'], queryFn: () => answered(hub.GET('/api/sources')) });
