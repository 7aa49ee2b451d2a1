/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What was a secret isn't left in memory that was given back. Looked for is what this program's heap holds; the pattern itself stands there
 * inverted, and freed memory's first bytes are the allocator's. */

#include "config.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "factory/np-bytes-text.h"
#include "factory/np-secret-bytes.h"
#include "matter/np-attestation-key.h"
#include "matter/np-setup-payload.h"

#define PATTERN_SIZE 16
#define ALLOCATOR_SIZE 16 /* what free () may write over */

static guint8 inverted[PATTERN_SIZE];
static const guint8 *heap;

static void
remember (gconstpointer pattern)
{
  for (guint i = 0; i < PATTERN_SIZE; i++)
    inverted[i] = (guint8) ~((const guint8 *) pattern)[i];
}

/* How often what was remembered stands in the heap. Asks for no memory, which would be what was just given back. */
static guint
count (void)
{
  const guint8 *end = sbrk (0);
  guint n_found = 0;

  for (const guint8 *place = heap; place + PATTERN_SIZE <= end; place++)
    {
      guint n = 0;

      while (n < PATTERN_SIZE && (place[n] ^ inverted[n]) == 0xFF)
        n++;
      n_found += n == PATTERN_SIZE;
    }
  return n_found;
}

static void
find_heap (void)
{
  g_autofree char *maps = NULL;
  g_auto(GStrv) lines = NULL;

  g_assert_true (g_file_get_contents ("/proc/self/maps", &maps, NULL, NULL));
  lines = g_strsplit (maps, "\n", -1);
  for (guint i = 0; heap == NULL && lines[i] != NULL; i++)
    {
      gsize start;

      if (g_str_has_suffix (lines[i], "[heap]") && sscanf (lines[i], "%zx-", &start) == 1)
        heap = GSIZE_TO_POINTER (start);
    }
  g_assert_nonnull (heap);
}

/* That the search finds what there is, before and after plain memory is given back. */
static void
test_search (void)
{
  char *text = g_strdup ("0123456789abcdef, a text that nobody keeps secret");

  remember (text + ALLOCATOR_SIZE + 1);
  g_assert_cmpuint (count (), ==, 1);
  g_free (text);
  g_assert_cmpuint (count (), ==, 1);
}

static void
test_text (void)
{
  NpSecretText *text = g_strdup ("0123456789abcdef, the secret that is looked for");

  remember (text + ALLOCATOR_SIZE + 1);
  g_assert_cmpuint (count (), ==, 1);
  np_secret_text_free (text);
  np_secret_text_free (NULL);
  g_assert_cmpuint (count (), ==, 0);
}

static void
test_qr_code (void)
{
  static const guint8 tlv[] = { 0x15, 0x2C, 0x00, 0x10, '1', '2', '3', '4', '5', '6', '7', '8', '9', '0', 'A', 'B', 'C', 'D', 'E', 'F', 0x18 };
  g_autoptr(NpSetupPayload) payload = np_setup_payload_new ();
  g_autoptr(GError) error = NULL;
  NpSecretText *code;

  payload->vendor_id = 0xFFF1;
  payload->product_id = 0x8000;
  payload->discovery = NP_DISCOVERY_BLE;
  payload->discriminator = 2976;
  payload->passcode = 34567890;
  payload->tlv = g_bytes_new_static (tlv, sizeof tlv); /* long enough that its end is out of the allocator's reach */
  code = np_setup_payload_encode_qr (payload, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (strlen (code), >=, ALLOCATOR_SIZE + 8 + PATTERN_SIZE);
  remember (code + strlen (code) - PATTERN_SIZE);
  g_assert_cmpuint (count (), ==, 1);
  np_secret_text_free (code);
  g_assert_cmpuint (count (), ==, 0);
}

/* OpenSSL takes the number in this computer's own order of bytes. */
static void
test_private_key (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(NpAttestationKey) key = np_attestation_key_generate (&error);
  GBytes *raw;
  const guint8 *data;
  guint8 native[NP_ATTESTATION_KEY_SIZE];

  g_assert_no_error (error);
  raw = np_secret_bytes_new (g_bytes_get_data (np_attestation_key_get_raw (key), NULL), NP_ATTESTATION_KEY_SIZE);
  g_clear_pointer (&key, np_attestation_key_unref);
  key = np_attestation_key_new_from_raw (raw, &error);
  g_assert_no_error (error);

  data = g_bytes_get_data (raw, NULL);
  for (guint i = 0; i < sizeof native; i++)
    native[i] = G_BYTE_ORDER == G_BIG_ENDIAN ? data[i] : data[sizeof native - 1 - i];
  remember (native + sizeof native - PATTERN_SIZE);
  memset (native, 0, sizeof native);
  g_bytes_unref (raw);
  g_assert_cmpuint (count (), >, 0); /* the key's own */
  g_clear_pointer (&key, np_attestation_key_unref);
  g_assert_cmpuint (count (), ==, 0);
}

/* A text that grew would have left its beginnings behind. */
static void
test_bytes_text (void)
{
  g_autoptr(GBytes) bytes = NULL;
  guint8 data[97];

  for (guint i = 0; i < sizeof data; i++)
    data[i] = (guint8) (i * 37 + 11);
  bytes = g_bytes_new (data, sizeof data);
  for (NpBytesForm form = NP_BYTES_FORM_HEX; form <= NP_BYTES_FORM_ST_JSON; form++)
    {
      NpSecretText *text = np_bytes_text_format (bytes, form);

      remember (text + 2 * ALLOCATOR_SIZE);
      g_assert_cmpuint (count (), ==, 1);
      np_secret_text_free (text);
      g_assert_cmpuint (count (), ==, 0);
    }
}

/* AddressSanitizer and valgrind have heaps of their own. */
static gboolean
has_usual_heap (void)
{
#ifdef __SANITIZE_ADDRESS__
  return FALSE;
#else
  const char *preloaded = g_getenv ("LD_PRELOAD");

  return preloaded == NULL || strstr (preloaded, "vgpreload") == NULL;
#endif
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  if (!has_usual_heap ())
    {
      g_print ("1..0 # SKIP the heap isn't the usual one\n");
      return 0;
    }
  find_heap ();
  g_test_add_func ("/secret-memory/search", test_search);
  g_test_add_func ("/secret-memory/text", test_text);
  g_test_add_func ("/secret-memory/qr-code", test_qr_code);
  g_test_add_func ("/secret-memory/private-key", test_private_key);
  g_test_add_func ("/secret-memory/bytes-text", test_bytes_text);
  return g_test_run ();
}
