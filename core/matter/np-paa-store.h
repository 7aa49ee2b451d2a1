/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "np-certificate.h"

G_BEGIN_DECLS

/* The PAA certificates that a commissioner trusts. */
typedef struct _NpPaaStore NpPaaStore;

#define NP_TYPE_PAA_STORE (np_paa_store_get_type ())
GType np_paa_store_get_type (void);

NpPaaStore *np_paa_store_new (void);
NpPaaStore *np_paa_store_ref (NpPaaStore *self);
void np_paa_store_unref (NpPaaStore *self);

void np_paa_store_add (NpPaaStore *self, NpCertificate *paa);
void np_paa_store_add_test (NpPaaStore *self);
gboolean np_paa_store_add_path (NpPaaStore *self, const char *path, GPtrArray *problems, GError **error);

NpCertificate *np_paa_store_find (NpPaaStore *self, NpCertificate *pai);
gboolean np_paa_is_test (NpCertificate *paa);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NpPaaStore, np_paa_store_unref)

G_END_DECLS
