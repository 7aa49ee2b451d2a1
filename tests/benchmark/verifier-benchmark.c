/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How long it takes to make verifiers on all cores, beside the OpenSSL calls that nobody can do without: PBKDF2 of 80
 * bytes and one multiplication of P-256's base point each, on as many threads. */

#include "config.h"

#include <locale.h>
#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/obj_mac.h>

#include "matter/np-random.h"
#include "matter/np-spake2p.h"

#define N_UNITS 250
#define N_ROUNDS 20
#define ITERATIONS 1000

typedef struct
{
  const NpSpake2pParameters *units;
  const EC_GROUP *group;
  guint first;
  guint step;
} Share;

static void
make_units (NpSpake2pParameters *units)
{
  for (guint i = 0; i < N_UNITS; i++)
    {
      g_autoptr(GBytes) salt = np_random_salt (32, NULL);
      guint32 passcode;

      g_assert_true (np_random_passcode (&passcode, NULL));
      g_assert_true (np_spake2p_parameters_init (&units[i], passcode, salt, ITERATIONS, NULL));
    }
}

/* Nothing but the two calls; what they need is made once a thread. */
static gpointer
call_bare (gpointer user_data)
{
  const Share *share = user_data;
  EC_POINT *point = EC_POINT_new (share->group);
  BN_CTX *context = BN_CTX_new ();
  BIGNUM *scalar = BN_new ();

  for (guint i = share->first; i < N_UNITS; i += share->step)
    {
      const NpSpake2pParameters *unit = &share->units[i];
      guint8 ws[80];

      g_assert_cmpint (PKCS5_PBKDF2_HMAC ((const char *) &unit->passcode, sizeof unit->passcode, unit->salt, (int) unit->salt_size,
                                          (int) unit->iterations, EVP_sha256 (), sizeof ws, ws), ==, 1);
      BN_bin2bn (ws, 32, scalar);
      g_assert_cmpint (EC_POINT_mul (share->group, point, scalar, NULL, NULL, context), ==, 1);
    }

  BN_free (scalar);
  BN_CTX_free (context);
  EC_POINT_free (point);

  return NULL;
}

static gint64
time_bare (const NpSpake2pParameters *units, const EC_GROUP *group)
{
  guint n_threads = g_get_num_processors ();
  g_autofree GThread **threads = g_new (GThread *, n_threads);
  g_autofree Share *shares = g_new (Share, n_threads);
  gint64 start = g_get_monotonic_time ();

  for (guint i = 0; i < n_threads; i++)
    {
      shares[i] = (Share) { .units = units, .group = group, .first = i, .step = n_threads };
      threads[i] = g_thread_new ("bare", call_bare, &shares[i]);
    }
  for (guint i = 0; i < n_threads; i++)
    g_thread_join (threads[i]);

  return g_get_monotonic_time () - start;
}

static gint64
time_verifiers (const NpSpake2pParameters *units)
{
  gint64 start = g_get_monotonic_time ();
  g_autoptr(GPtrArray) verifiers = np_spake2p_derive_many (units, N_UNITS, NULL, NULL);

  g_assert_nonnull (verifiers);

  return g_get_monotonic_time () - start;
}

/* The best of some rounds: the one that the rest of the machine disturbed least. */
int
main (void)
{
  EC_GROUP *group = EC_GROUP_new_by_curve_name (NID_X9_62_prime256v1);
  g_autofree NpSpake2pParameters *units = g_new (NpSpake2pParameters, N_UNITS);
  gint64 best_bare = G_MAXINT64;
  gint64 best_verifiers = G_MAXINT64;

  setlocale (LC_ALL, "");
  make_units (units);
  for (guint round = 0; round < N_ROUNDS; round++)
    {
      best_bare = MIN (best_bare, time_bare (units, group));
      best_verifiers = MIN (best_verifiers, time_verifiers (units));
    }

  g_print ("%d verifiers of %d iterations on %u cores: %.0f µs each\n", N_UNITS, ITERATIONS, g_get_num_processors (),
           best_verifiers / (double) N_UNITS);
  g_print ("bare OpenSSL: %.0f µs each\n", best_bare / (double) N_UNITS);
  g_print ("verifiers / bare OpenSSL: %.2f\n", best_verifiers / (double) best_bare);
  EC_GROUP_free (group);

  return 0;
}
