import { queryOptions } from '@tanstack/react-query';
import { answered, hub, sendFile, type Schema } from '../api/client';

export type Asset = Schema<'AssetRow'>;
export type AssetImport = Schema<'AssetImport'>;

export const KINDS = ['domain', 'network', 'brand', 'product', 'device', 'cpe'] as const;

export function assetsQuery(organization: string) {
  return queryOptions({
    queryKey: ['assets', organization],
    queryFn: () => answered(hub.GET('/api/organizations/{id}/assets', { params: { path: { id: organization } } })),
  });
}

export const addAsset = (id: string, body: Schema<'NewAsset'>) => answered(hub.POST('/api/organizations/{id}/assets', { params: { path: { id } }, body }));

export const removeAsset = (id: string, asset: string) =>
  answered(hub.DELETE('/api/organizations/{id}/assets/{asset}', { params: { path: { id, asset } } }));

/** Without `keep` only what would happen is told. */
export const importAssets = (id: string, file: File, keep: boolean) =>
  sendFile<AssetImport>(`/api/organizations/${encodeURIComponent(id)}/assets/import?keep=${keep}`, file);

/** The things of each kind, kinds in their order, empty ones left out. */
export function byKind(assets: Asset[]): [string, Asset[]][] {
  return KINDS.map((kind): [string, Asset[]] => [kind, assets.filter((asset) => asset.kind === kind)]).filter(([, some]) => some.length > 0);
}
