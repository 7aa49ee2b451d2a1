/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/obj_mac.h>
#include <string.h>

#include "factory/np-field.h"
#include "factory/np-passcode.h"
#include "factory/np-secret-bytes.h"
#include "np-error.h"
#include "np-openssl-private.h"
#include "np-spake2p.h"

/* Matter core specification, section 3.10: ws = w0s ‖ w1s, 8 bytes longer each than the order of the curve, so that
 * the remainders are evenly spread. */
#define WS_HALF 40
#define WS_SIZE (2 * WS_HALF)
#define W0_SIZE 32
#define L_SIZE (NP_SPAKE2P_VERIFIER_SIZE - W0_SIZE)

/* What all threads share and none changes. */
typedef struct
{
  EVP_KDF *kdf;
  EC_GROUP *group;
} Algorithms;

static const Algorithms *
get_algorithms (GError **error)
{
  static Algorithms algorithms;
  static gsize initialized;

  if (g_once_init_enter (&initialized))
    {
      algorithms.kdf = EVP_KDF_fetch (NULL, "PBKDF2", NULL);
      algorithms.group = EC_GROUP_new_by_curve_name (NID_X9_62_prime256v1);
      g_once_init_leave (&initialized, 1);
    }

  if (algorithms.kdf == NULL || algorithms.group == NULL)
    {
      np_openssl_set_error (error, "PBKDF2, P-256");
      return NULL;
    }

  return &algorithms;
}

/**
 * np_spake2p_parameters_init:
 * @self: (out caller-allocates): what to fill
 * @salt: 16 to 32 bytes
 * @iterations: 1000 to 100000
 * @error: %NP_ERROR_INVALID_DATA: Matter doesn't allow one of the values
 */
gboolean
np_spake2p_parameters_init (NpSpake2pParameters *self, guint32 passcode, GBytes *salt, guint32 iterations, GError **error)
{
  const NpField *salt_field = np_field_find_by_tag (NP_TAG_SPAKE2_SALT);
  const NpField *iterations_field = np_field_find_by_tag (NP_TAG_SPAKE2_ITERATION_COUNT);
  const guint8 *data;
  gsize size;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (salt != NULL, FALSE);

  memset (self, 0, sizeof *self);
  data = g_bytes_get_data (salt, &size);
  if (!np_passcode_is_allowed (passcode))
    {
      g_set_error_literal (error, NP_ERROR, NP_ERROR_INVALID_DATA, np_passcode_describe_rule ());
      return FALSE;
    }

  if (size < salt_field->minimum || size > salt_field->maximum)
    {
      g_set_error (error, NP_ERROR, NP_ERROR_INVALID_DATA,
                   ngettext ("The salt has %zu byte; Matter allows %u to %u.", "The salt has %zu bytes; Matter allows %u to %u.", size),
                   size, salt_field->minimum, salt_field->maximum);
      return FALSE;
    }

  if (iterations < iterations_field->minimum || iterations > iterations_field->maximum)
    {
      g_set_error (error, NP_ERROR, NP_ERROR_INVALID_DATA, _("The iteration count is %u; Matter allows %u to %u."), iterations,
                   iterations_field->minimum, iterations_field->maximum);
      return FALSE;
    }

  self->passcode = passcode;
  self->iterations = iterations;
  self->salt_size = size;
  memcpy (self->salt, data, size);

  return TRUE;
}

/**
 * np_spake2p_parameters_clear:
 *
 * Overwrites the values: the passcode is a secret.
 */
void
np_spake2p_parameters_clear (NpSpake2pParameters *self)
{
  OPENSSL_cleanse (self, sizeof *self);
}

static gboolean
derive_ws (const Algorithms *algorithms, const NpSpake2pParameters *parameters, guint8 *ws)
{
  g_autoptr(EVP_KDF_CTX) context = EVP_KDF_CTX_new (algorithms->kdf);
  guint32 passcode = GUINT32_TO_LE (parameters->passcode);
  unsigned int iterations = parameters->iterations;
  OSSL_PARAM params[] = {
    OSSL_PARAM_construct_utf8_string (OSSL_KDF_PARAM_DIGEST, (char *) "SHA256", 0),
    OSSL_PARAM_construct_octet_string (OSSL_KDF_PARAM_PASSWORD, &passcode, sizeof passcode),
    OSSL_PARAM_construct_octet_string (OSSL_KDF_PARAM_SALT, (void *) parameters->salt, parameters->salt_size),
    OSSL_PARAM_construct_uint (OSSL_KDF_PARAM_ITER, &iterations),
    OSSL_PARAM_construct_end (),
  };
  gboolean done;

  done = context != NULL && EVP_KDF_derive (context, ws, WS_SIZE, params) == 1;
  OPENSSL_cleanse (&passcode, sizeof passcode);

  return done;
}

/* One half of ws, reduced by the order of the curve. */
static BIGNUM *
reduce (const Algorithms *algorithms, const guint8 *half, BN_CTX *context)
{
  g_autoptr(BIGNUM) number = BN_bin2bn (half, WS_HALF, NULL);
  g_autoptr(BIGNUM) remainder = BN_new ();

  if (number == NULL || remainder == NULL)
    return NULL;

  BN_set_flags (number, BN_FLG_CONSTTIME);
  BN_set_flags (remainder, BN_FLG_CONSTTIME);
  if (BN_mod (remainder, number, EC_GROUP_get0_order (algorithms->group), context) != 1)
    return NULL;

  return g_steal_pointer (&remainder);
}

static gboolean
verifier_from_ws (const Algorithms *algorithms, const guint8 *ws, guint8 *verifier)
{
  const EC_GROUP *group = algorithms->group;
  g_autoptr(BN_CTX) context = BN_CTX_secure_new ();
  g_autoptr(BIGNUM) w0 = NULL;
  g_autoptr(BIGNUM) w1 = NULL;
  g_autoptr(EC_POINT) l = EC_POINT_new (group);

  if (context == NULL || l == NULL)
    return FALSE;

  w0 = reduce (algorithms, ws, context);
  w1 = reduce (algorithms, ws + WS_HALF, context);
  if (w0 == NULL || w1 == NULL)
    return FALSE;

  return BN_bn2binpad (w0, verifier, W0_SIZE) == W0_SIZE && EC_POINT_mul (group, l, w1, NULL, NULL, context) == 1 &&
         EC_POINT_point2oct (group, l, POINT_CONVERSION_UNCOMPRESSED, verifier + W0_SIZE, L_SIZE, context) == L_SIZE;
}

/**
 * np_spake2p_derive:
 * @parameters: from np_spake2p_parameters_init ()
 * @error: %NP_ERROR_TOOL_FAILED: OpenSSL can't do it
 *
 * Takes about a millisecond for 1000 iterations, and in proportion for more.
 *
 * Returns: (transfer full): the verifier, 97 bytes, cleared when dropped
 */
GBytes *
np_spake2p_derive (const NpSpake2pParameters *parameters, GError **error)
{
  const Algorithms *algorithms;
  g_autoptr(GBytes) verifier = NULL;
  guint8 ws[WS_SIZE];
  guint8 *data;
  gboolean done;

  g_return_val_if_fail (parameters != NULL, NULL);
  g_return_val_if_fail (parameters->salt_size > 0, NULL);

  algorithms = get_algorithms (error);
  if (algorithms == NULL)
    return NULL;

  data = g_malloc (NP_SPAKE2P_VERIFIER_SIZE);
  verifier = np_secret_bytes_new_take (data, NP_SPAKE2P_VERIFIER_SIZE);
  done = derive_ws (algorithms, parameters, ws) && verifier_from_ws (algorithms, ws, data);
  OPENSSL_cleanse (ws, sizeof ws);
  if (!done)
    {
      np_openssl_set_error (error, "Spake2+");
      return NULL;
    }

  return g_steal_pointer (&verifier);
}

/* What is wrong with a verifier whatever it was made from; %NP_SPAKE2P_MATCHES when nothing is. */
static NpSpake2pVerdict
examine (const Algorithms *algorithms, GBytes *verifier)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (verifier, &size);
  g_autoptr(BIGNUM) w0 = NULL;
  g_autoptr(EC_POINT) l = NULL;
  gboolean on_curve;

  if (size != NP_SPAKE2P_VERIFIER_SIZE)
    return NP_SPAKE2P_LENGTH;

  w0 = BN_bin2bn (data, W0_SIZE, NULL);
  if (w0 == NULL || BN_is_zero (w0) || BN_cmp (w0, EC_GROUP_get0_order (algorithms->group)) >= 0)
    return NP_SPAKE2P_W0;

  /* Of OpenSSL's forms with 65 bytes only the uncompressed one will do; it refuses points off the curve. */
  l = EC_POINT_new (algorithms->group);
  on_curve = data[W0_SIZE] == POINT_CONVERSION_UNCOMPRESSED && l != NULL &&
             EC_POINT_oct2point (algorithms->group, l, data + W0_SIZE, L_SIZE, NULL) == 1;

  return on_curve ? NP_SPAKE2P_MATCHES : NP_SPAKE2P_L;
}

/**
 * np_spake2p_examine:
 * @verifier: what was given as one
 * @verdict: (out): what is wrong with it whatever it was made from; %NP_SPAKE2P_MATCHES when nothing is
 * @error: %NP_ERROR_TOOL_FAILED: OpenSSL can't do it
 *
 * For a verifier whose passcode isn't known.
 *
 * Returns: %TRUE if there is a verdict, a bad one too
 */
gboolean
np_spake2p_examine (GBytes *verifier, NpSpake2pVerdict *verdict, GError **error)
{
  const Algorithms *algorithms;

  g_return_val_if_fail (verifier != NULL, FALSE);
  g_return_val_if_fail (verdict != NULL, FALSE);

  algorithms = get_algorithms (error);
  if (algorithms == NULL)
    return FALSE;

  *verdict = examine (algorithms, verifier);
  ERR_clear_error ();

  return TRUE;
}

/**
 * np_spake2p_check:
 * @parameters: from np_spake2p_parameters_init ()
 * @verifier: what was given as their verifier
 * @verdict: (out): what it is
 * @error: %NP_ERROR_TOOL_FAILED: OpenSSL can't do it
 *
 * Returns: %TRUE if there is a verdict, a bad one too
 */
gboolean
np_spake2p_check (const NpSpake2pParameters *parameters, GBytes *verifier, NpSpake2pVerdict *verdict, GError **error)
{
  g_autoptr(GBytes) right = NULL;

  g_return_val_if_fail (parameters != NULL, FALSE);
  g_return_val_if_fail (verifier != NULL, FALSE);
  g_return_val_if_fail (verdict != NULL, FALSE);

  if (!np_spake2p_examine (verifier, verdict, error))
    return FALSE;
  if (*verdict != NP_SPAKE2P_MATCHES)
    return TRUE;

  right = np_spake2p_derive (parameters, error);
  if (right == NULL)
    return FALSE;

  if (CRYPTO_memcmp (g_bytes_get_data (right, NULL), g_bytes_get_data (verifier, NULL), NP_SPAKE2P_VERIFIER_SIZE) != 0)
    *verdict = NP_SPAKE2P_DIFFERS;

  return TRUE;
}

/**
 * np_spake2p_verdict_describe:
 *
 * Returns: a sentence for people
 */
const char *
np_spake2p_verdict_describe (NpSpake2pVerdict verdict)
{
  switch (verdict)
    {
    case NP_SPAKE2P_MATCHES:
      return _("The verifier matches passcode, salt and iteration count.");
    case NP_SPAKE2P_DIFFERS:
      return _("The verifier was made from another passcode, salt or iteration count: no phone would get in with this passcode.");
    case NP_SPAKE2P_LENGTH:
      return _("This is no verifier: a verifier is 97 bytes long, w0 (32 bytes) followed by L (65 bytes).");
    case NP_SPAKE2P_W0:
      return _("This is no verifier: its first 32 bytes, w0, are not a number from 1 up to the order of the curve P-256.");
    case NP_SPAKE2P_L:
      return _("This is no verifier: its last 65 bytes, L, are not an uncompressed point of the curve P-256.");
    }

  g_return_val_if_reached (NULL);
}
