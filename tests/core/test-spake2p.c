/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "matter/np-openssl-private.h"
#include "matter/np-spake2p.h"
#include "np-error.h"
#include "support-answers.h"
#include "support.h"

/* "SPAKE2P Key Salt" */
#define SALT "5350414b453250204b65792053616c74"
#define W0 "b96170aae803346884724fe9a3b287c30330c2a660375d17bb205a8cf1aecb35"
#define L \
  "0457f8ab79ee253ab6a8e46bb09e543ae422736de501e3db37d441fe344920d095" \
  "48e4c18240630c4ff4913c53513839b7c07fcc0627a1b8573a149fcd1fa466cf"

/* The order of P-256, and one less (FIPS 186-4, D.1.2.3). */
#define ORDER "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551"
#define ORDER_LESS_1 "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632550"

static NpSpake2pParameters
make_parameters (guint32 passcode, const char *salt_hex, guint32 iterations)
{
  g_autoptr(GBytes) salt = test_bytes_from_hex (salt_hex);
  g_autoptr(GError) error = NULL;
  NpSpake2pParameters parameters;

  np_spake2p_parameters_init (&parameters, passcode, salt, iterations, &error);
  g_assert_no_error (error);

  return parameters;
}

static void
assert_derives (const NpSpake2pParameters *parameters, const char *verifier_hex)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) verifier = np_spake2p_derive (parameters, &error);
  g_autofree char *hex = NULL;

  g_assert_no_error (error);
  hex = test_bytes_to_hex (verifier);
  g_assert_cmpstr (hex, ==, verifier_hex);
}

static void
assert_verdict (const NpSpake2pParameters *parameters, const char *verifier_hex, NpSpake2pVerdict expected)
{
  g_autoptr(GBytes) verifier = test_bytes_from_hex (verifier_hex);
  g_autoptr(GError) error = NULL;
  NpSpake2pVerdict verdict;

  np_spake2p_check (parameters, verifier, &verdict, &error);
  g_assert_no_error (error);
  g_assert_cmpint (verdict, ==, expected);
}

static void
test_derive (void)
{
  NpSpake2pParameters parameters = make_parameters (20202021, SALT, 1000);

  assert_derives (&parameters, W0 L);
}

static void
test_parameters (void)
{
  static const struct
  {
    guint32 passcode;
    const char *salt;
    guint32 iterations;
    gboolean allowed;
  } cases[] = {
    { 1, SALT, 1000, TRUE },
    { 99999998, SALT SALT, 100000, TRUE },
    { 0, SALT, 1000, FALSE },
    { 99999999, SALT, 1000, FALSE },
    { 11111111, SALT, 1000, FALSE },
    { 12345678, SALT, 1000, FALSE },
    { 1, "5350414b453250204b65792053616c", 1000, FALSE },
    { 1, SALT SALT "00", 1000, FALSE },
    { 1, "", 1000, FALSE },
    { 1, SALT, 999, FALSE },
    { 1, SALT, 100001, FALSE },
    { 1, SALT, 0, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GBytes) salt = test_bytes_from_hex (cases[i].salt);
      g_auto(NpSpake2pParameters) parameters = { 0 };
      g_autoptr(GError) error = NULL;

      np_spake2p_parameters_init (&parameters, cases[i].passcode, salt, cases[i].iterations, &error);
      g_assert_cmpint (error == NULL, ==, cases[i].allowed);
      if (!cases[i].allowed)
        g_assert_error (error, NP_ERROR, NP_ERROR_INVALID_DATA);
    }
}

static void
test_clear (void)
{
  NpSpake2pParameters parameters = make_parameters (20202021, SALT, 1000);
  static const NpSpake2pParameters cleared;

  np_spake2p_parameters_clear (&parameters);
  g_assert_cmpmem (&parameters, sizeof parameters, &cleared, sizeof cleared);
}

static void
test_check (void)
{
  NpSpake2pParameters right = make_parameters (20202021, SALT, 1000);
  NpSpake2pParameters other_passcode = make_parameters (20202022, SALT, 1000);
  NpSpake2pParameters other_iterations = make_parameters (20202021, SALT, 2000);
  NpSpake2pParameters other_salt = make_parameters (20202021, SALT "00", 1000);

  assert_verdict (&right, W0 L, NP_SPAKE2P_MATCHES);
  assert_verdict (&other_passcode, W0 L, NP_SPAKE2P_DIFFERS);
  assert_verdict (&other_iterations, W0 L, NP_SPAKE2P_DIFFERS);
  assert_verdict (&other_salt, W0 L, NP_SPAKE2P_DIFFERS);
  assert_verdict (&right, ORDER_LESS_1 L, NP_SPAKE2P_DIFFERS);
}

static void
test_malformed (void)
{
  static const char zero[] = "0000000000000000000000000000000000000000000000000000000000000000";
  NpSpake2pParameters parameters = make_parameters (20202021, SALT, 1000);
  g_autofree char *hybrid = g_strdup (W0 L);
  g_autofree char *off_curve = g_strdup (W0 L);
  g_autofree char *zero_w0 = g_strconcat (zero, L, NULL);
  g_autofree char *zero_l = g_strconcat (W0, "04", zero, zero, NULL);

  /* OpenSSL has a form with 65 bytes beside the uncompressed one: 06 or 07. Here y is odd. */
  memcpy (hybrid + strlen (W0), "07", 2);
  off_curve[strlen (off_curve) - 1] = 'e';

  assert_verdict (&parameters, "", NP_SPAKE2P_LENGTH);
  assert_verdict (&parameters, W0, NP_SPAKE2P_LENGTH);
  assert_verdict (&parameters, W0 L "00", NP_SPAKE2P_LENGTH);
  assert_verdict (&parameters, ORDER L, NP_SPAKE2P_W0);
  assert_verdict (&parameters, zero_w0, NP_SPAKE2P_W0);
  assert_verdict (&parameters, zero_l, NP_SPAKE2P_L);
  assert_verdict (&parameters, hybrid, NP_SPAKE2P_L);
  assert_verdict (&parameters, off_curve, NP_SPAKE2P_L);
  assert_verdict (&parameters, L W0, NP_SPAKE2P_L);
}

/* A sentence for each, none of them alike. */
static void
test_describe (void)
{
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (int verdict = NP_SPAKE2P_MATCHES; verdict <= NP_SPAKE2P_L; verdict++)
    g_assert_true (g_hash_table_add (seen, (gpointer) np_spake2p_verdict_describe (verdict)));
}

#define N_UNITS 40

static void
make_units (NpSpake2pParameters *units)
{
  for (guint i = 0; i < N_UNITS; i++)
    units[i] = make_parameters (20202021 + i, SALT, 1000);
}

static void
assert_units_verified (GPtrArray *verifiers, const NpSpake2pParameters *units)
{
  g_assert_cmpuint (verifiers->len, ==, N_UNITS);
  for (guint i = 0; i < N_UNITS; i++)
    {
      g_autoptr(GBytes) verifier = np_spake2p_derive (&units[i], NULL);

      test_assert_bytes_equal ((GBytes *) verifiers->pdata[i], verifier);
    }
}

static void
test_many (void)
{
  NpSpake2pParameters units[N_UNITS];
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) verifiers = NULL;
  g_autoptr(GPtrArray) none = NULL;

  make_units (units);
  verifiers = np_spake2p_derive_many (units, N_UNITS, NULL, &error);
  g_assert_no_error (error);
  assert_units_verified (verifiers, units);

  none = np_spake2p_derive_many (NULL, 0, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (none->len, ==, 0);
}

static void
keep_result_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **kept = user_data;

  *kept = g_object_ref (result);
}

static GAsyncResult *
wait_for_result (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return *result;
}

/* What was given may change or go while it works. */
static void
test_many_async (void)
{
  NpSpake2pParameters units[N_UNITS];
  NpSpake2pParameters given[N_UNITS];
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GPtrArray) verifiers = NULL;
  g_autoptr(GError) error = NULL;

  make_units (units);
  make_units (given);
  np_spake2p_derive_many_async (given, N_UNITS, NULL, keep_result_cb, &result);
  memset (given, 0, sizeof given);
  verifiers = np_spake2p_derive_many_finish (wait_for_result (&result), &error);
  g_assert_no_error (error);
  assert_units_verified (verifiers, units);
}

static void
test_many_cancel (void)
{
  NpSpake2pParameters units[N_UNITS];
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GPtrArray) verifiers = NULL;
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < N_UNITS; i++)
    units[i] = make_parameters (20202021, SALT, 100000);

  np_spake2p_derive_many_async (units, N_UNITS, cancellable, keep_result_cb, &result);
  g_cancellable_cancel (cancellable);
  verifiers = np_spake2p_derive_many_finish (wait_for_result (&result), &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (verifiers);
}

/* The known answers beside the source tree */

static gboolean
read_parameters (JsonObject *object, NpSpake2pParameters *parameters)
{
  g_autoptr(GBytes) salt = test_bytes_from_hex (json_object_get_string_member (object, "salt_hex"));

  return np_spake2p_parameters_init (parameters, json_object_get_int_member (object, "passcode"), salt,
                                     json_object_get_int_member (object, "iterations"), NULL);
}

/* All at once. Some are there to show what other tools make of values that Matter doesn't allow. */
static void
check_vectors (JsonArray *cases)
{
  g_autofree NpSpake2pParameters *parameters = g_new (NpSpake2pParameters, json_array_get_length (cases));
  g_autofree const char **expected = g_new (const char *, json_array_get_length (cases));
  g_autoptr(GPtrArray) verifiers = NULL;
  guint n_allowed = 0;

  for (guint i = 0; i < json_array_get_length (cases); i++)
    {
      JsonObject *object = json_array_get_object_element (cases, i);
      gboolean allowed = read_parameters (object, &parameters[n_allowed]);

      g_assert_cmpint (allowed, ==, json_object_get_boolean_member (object, "allowed"));
      expected[n_allowed] = json_object_get_string_member (object, "verifier_hex");
      n_allowed += allowed ? 1 : 0;
    }

  verifiers = np_spake2p_derive_many (parameters, n_allowed, NULL, NULL);
  for (guint i = 0; i < n_allowed; i++)
    {
      g_autofree char *hex = test_bytes_to_hex (verifiers->pdata[i]);

      g_assert_cmpstr (hex, ==, expected[i]);
    }

  g_assert_cmpuint (n_allowed, >, 0);
  g_test_message ("%-20s %3u passed, %u of them refused", "vectors", json_array_get_length (cases),
                  json_array_get_length (cases) - n_allowed);
}

static void
check_mismatch (JsonObject *object)
{
  NpSpake2pParameters parameters;

  g_assert_true (read_parameters (object, &parameters));
  assert_verdict (&parameters, json_object_get_string_member (object, "verifier_hex"),
                  g_str_equal (json_object_get_string_member (object, "id"), "swapped") ? NP_SPAKE2P_L : NP_SPAKE2P_DIFFERS);
}

static void
check_invalid (JsonObject *object)
{
  NpSpake2pParameters parameters;

  g_assert_false (read_parameters (object, &parameters));
}

/* The verifier that follows from both halves of the hashed passcode, by the rules of the specification (3.10): w0 and w1 are the halves
 * modulo the order, L is w1 times the generator. */
static void
check_halves (JsonObject *object)
{
  g_autoptr(GBytes) halves = test_bytes_from_hex (json_object_get_string_member (object, "w0s_w1s_hex"));
  gsize half = g_bytes_get_size (halves) / 2;
  const guint8 *data = g_bytes_get_data (halves, NULL);
  g_autoptr(EC_GROUP) group = EC_GROUP_new_by_curve_name (NID_X9_62_prime256v1);
  g_autoptr(EC_POINT) l = EC_POINT_new (group);
  g_autoptr(BN_CTX) context = BN_CTX_new ();
  g_autoptr(BIGNUM) w0 = BN_bin2bn (data, (int) half, NULL);
  g_autoptr(BIGNUM) w1 = BN_bin2bn (data + half, (int) half, NULL);
  guint8 expected[NP_SPAKE2P_VERIFIER_SIZE];
  g_autoptr(GBytes) verifier = NULL;
  g_autoptr(GError) error = NULL;
  NpSpake2pParameters parameters;

  g_assert_cmpuint (half, ==, 40);
  BN_mod (w0, w0, EC_GROUP_get0_order (group), context);
  BN_mod (w1, w1, EC_GROUP_get0_order (group), context);
  EC_POINT_mul (group, l, w1, NULL, NULL, context);
  BN_bn2binpad (w0, expected, 32);
  g_assert_cmpuint (EC_POINT_point2oct (group, l, POINT_CONVERSION_UNCOMPRESSED, expected + 32, 65, context), ==, 65);

  g_assert_true (read_parameters (object, &parameters));
  verifier = np_spake2p_derive (&parameters, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (verifier, NULL), g_bytes_get_size (verifier), expected, sizeof expected);
}

static void
test_answers (void)
{
  g_autoptr(JsonNode) answers = test_load_answers ("spake2p.json");

  if (answers == NULL)
    return;

  check_vectors (json_object_get_array_member (json_node_get_object (answers), "vectors"));
  test_check_answers (answers, "mismatches", check_mismatch);
  test_check_answers (answers, "invalid_parameters", check_invalid);
  test_check_answers (answers, "w0s_w1s", check_halves);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/spake2p/derive", test_derive);
  g_test_add_func ("/spake2p/parameters", test_parameters);
  g_test_add_func ("/spake2p/clear", test_clear);
  g_test_add_func ("/spake2p/check", test_check);
  g_test_add_func ("/spake2p/malformed", test_malformed);
  g_test_add_func ("/spake2p/describe", test_describe);
  g_test_add_func ("/spake2p/many", test_many);
  g_test_add_func ("/spake2p/many-async", test_many_async);
  g_test_add_func ("/spake2p/many-cancel", test_many_cancel);
  g_test_add_func ("/spake2p/answers", test_answers);

  return g_test_run ();
}
