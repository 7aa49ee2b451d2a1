/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The Spake2+ verifier of a passcode (Matter core specification, section 3.10): w0 (32 bytes, big endian) followed by L
 * (65 bytes, an uncompressed point of P-256). */

#define NP_SPAKE2P_VERIFIER_SIZE 97
#define NP_SPAKE2P_SALT_MAXIMUM 32

/**
 * NpSpake2pParameters:
 *
 * What a verifier is made from. Filled by np_spake2p_parameters_init () alone, so that it holds nothing but what Matter
 * allows; copied by assignment.
 */
typedef struct
{
  guint32 passcode;
  guint32 iterations;
  guint8 salt[NP_SPAKE2P_SALT_MAXIMUM];
  gsize salt_size;
} NpSpake2pParameters;

/**
 * NpSpake2pVerdict:
 * @NP_SPAKE2P_MATCHES: the verifier is the passcode's
 * @NP_SPAKE2P_DIFFERS: it is sound, but made from another passcode, salt or iteration count
 * @NP_SPAKE2P_LENGTH: it isn't 97 bytes long
 * @NP_SPAKE2P_W0: w0 is zero, or not less than the order of P-256
 * @NP_SPAKE2P_L: L isn't an uncompressed point of P-256
 */
typedef enum
{
  NP_SPAKE2P_MATCHES,
  NP_SPAKE2P_DIFFERS,
  NP_SPAKE2P_LENGTH,
  NP_SPAKE2P_W0,
  NP_SPAKE2P_L,
} NpSpake2pVerdict;

gboolean np_spake2p_parameters_init (NpSpake2pParameters *self, guint32 passcode, GBytes *salt, guint32 iterations,
                                     GError **error);
void np_spake2p_parameters_clear (NpSpake2pParameters *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (NpSpake2pParameters, np_spake2p_parameters_clear)

GBytes *np_spake2p_derive (const NpSpake2pParameters *parameters, GError **error);
gboolean np_spake2p_examine (GBytes *verifier, NpSpake2pVerdict *verdict, GError **error);
gboolean np_spake2p_check (const NpSpake2pParameters *parameters, GBytes *verifier, NpSpake2pVerdict *verdict, GError **error);
const char *np_spake2p_verdict_describe (NpSpake2pVerdict verdict);

/* Many verifiers at once, on all cores */
GPtrArray *np_spake2p_derive_many (const NpSpake2pParameters *parameters, guint n_parameters, GCancellable *cancellable,
                                   GError **error);
void np_spake2p_derive_many_async (const NpSpake2pParameters *parameters, guint n_parameters, GCancellable *cancellable,
                                   GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *np_spake2p_derive_many_finish (GAsyncResult *result, GError **error);

G_END_DECLS
