/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "matter/np-setup-payload.h"
#include "np-error.h"
#include "support-payload.h"
#include "support.h"

/* Payloads and their codes. All but the last two are the Matter SDK's and matter.js's (TestHelpers.h,
 * TestManualCode.cpp, Test_TC_DD_*.yaml, PairingCodeSchemaTest.ts); those have ST's sample product. */
typedef struct
{
  const char *name;
  NpSetupPayload payload;
  const char *qr;
  const char *manual;
} Known;

static const Known known[] = {
  { "ble",
    { .vendor_id = 0xFFF1, .product_id = 0x8001, .discovery = NP_DISCOVERY_BLE, .discriminator = 3840, .passcode = 20202021 },
    "MT:-24J042C00KA0648G00",
    "34970112332" },
  { "custom-flow",
    { .vendor_id = 0xFFF1, .product_id = 0x8001, .flow = NP_COMMISSIONING_FLOW_CUSTOM, .discovery = NP_DISCOVERY_ON_NETWORK,
      .discriminator = 3840, .passcode = 20202021 },
    "MT:-24J029Q00KA0648G00",
    "749701123365521327694" },
  { "user-action",
    { .vendor_id = 0xFFF1, .product_id = 0x8001, .flow = NP_COMMISSIONING_FLOW_USER_ACTION, .discovery = NP_DISCOVERY_WIFI_PAF,
      .discriminator = 3840, .passcode = 20202021 },
    "MT:-24J0IJ910KA0648G00",
    "749701123365521327694" },
  { "sdk-default",
    { .vendor_id = 12, .product_id = 1, .discovery = NP_DISCOVERY_SOFT_AP, .discriminator = 128, .passcode = 2048 },
    "MT:M5L90MP500K64J00000",
    "00204800002" },
  { "no-vendor",
    { .discovery = NP_DISCOVERY_ON_NETWORK, .discriminator = 3840, .passcode = 20202021 },
    "MT:00000CQM00KA0648G00",
    "34970112332" },
  { "matter.js",
    { .vendor_id = 9050, .product_id = 65279, .discovery = NP_DISCOVERY_BLE, .discriminator = 2976, .passcode = 34567890 },
    "MT:YNJV7VSC00CMVH7SR00",
    "26318621095" },
  { "st",
    { .vendor_id = 0xFFF1, .product_id = 0x8004, .discovery = NP_DISCOVERY_BLE, .discriminator = 3840, .passcode = 20202021 },
    "MT:4CT9142C00KA0648G00",
    "34970112332" },
  { "st-highest-passcode",
    { .vendor_id = 0xFFF1, .product_id = 0x8004, .discovery = NP_DISCOVERY_BLE, .discriminator = 3840, .passcode = 99999998 },
    "MT:4CT9142C008CQ36B420",
    "35759861036" },
};

static void
test_known (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    {
      g_test_message ("%s", known[i].name);
      test_check_payload (&known[i].payload, known[i].qr, known[i].manual);
    }
}

/* A serial number in the SDK's own TLV (Test_TC_DD_1_8.yaml). */
static void
test_tlv (void)
{
  static const char code[] = "MT:-24J042C00KA064IJ3P0IXZB0DK5N1K8SQ1RYCU1-A40";
  g_autoptr(GPtrArray) problems = np_problem_list_new ();
  g_autoptr(GPtrArray) payloads = np_setup_payload_decode (code, problems);
  g_autofree char *hex = NULL;
  g_autofree char *again = NULL;
  g_autoptr(GError) error = NULL;
  const NpSetupPayload *payload;

  g_assert_cmpuint (problems->len, ==, 0);
  g_assert_cmpuint (payloads->len, ==, 1);
  payload = payloads->pdata[0];
  test_assert_payloads_equal (payload, &known[0].payload);
  hex = test_bytes_to_hex (payload->tlv);
  g_assert_cmpstr (hex, ==, "152c000a3132333435363738393018");

  again = np_setup_payload_encode_qr (payload, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (again, ==, code);
}

static void
test_concatenated (void)
{
  static const guint16 discriminators[] = { 128, 129, 130, 131 };
  g_autoptr(GPtrArray) problems = np_problem_list_new ();
  g_autoptr(GPtrArray) payloads = NULL;
  g_autofree char *codes = NULL;

  payloads = np_setup_payload_decode ("MT:M5L90MP500K64J00000*M5L90U.D010K4J00000*M5L900CM02IX4J00000*M5L908OU03-85J00000",
                                      problems);
  g_assert_cmpuint (problems->len, ==, 0);
  g_assert_cmpuint (payloads->len, ==, G_N_ELEMENTS (discriminators));
  for (guint i = 0; i < payloads->len; i++)
    g_assert_cmpuint (((const NpSetupPayload *) payloads->pdata[i])->discriminator, ==, discriminators[i]);

  /* What is wrong with one of them doesn't hide the others. */
  g_ptr_array_unref (payloads);
  payloads = np_setup_payload_decode ("MT:M5L90MP500K64J00000**M5L90U.D010K4J0000#*M5L908OU03-85J00000", problems);
  g_assert_cmpuint (payloads->len, ==, 2);
  codes = test_list_codes (problems);
  g_assert_cmpstr (codes, ==, "payload-empty payload-alphabet");
  g_assert_cmpstr (test_find_problem (problems, "payload-empty")->where, ==, "payload 2");
  g_assert_cmpstr (test_find_problem (problems, "payload-alphabet")->where, ==, "character 43");
}

typedef struct
{
  const char *code;
  const char *codes;
  const char *where;
  guint n_payloads;
} Wrong;

static const Wrong wrong_codes[] = {
  { "", "payload-empty", NULL, 0 },
  { "- -", "payload-empty", NULL, 0 },
  { "MT:", "payload-empty", NULL, 0 },
  { "AT:M5L90MP500K64J00000", "payload-prefix", NULL, 0 },
  { "mt:-24j042c00ka0648g00", "payload-prefix", NULL, 0 },
  { "YNJV7VSC00CMVH7SR00", "payload-prefix", NULL, 0 },
  { "MT:M5L90MP500K64J0000 ", "payload-alphabet", "character 22", 0 },
  { "MT:M5L90MP500K64J\xFF""000", "payload-alphabet", "character 18", 0 },
  { "MT:M5L90MP500K64J0000", "payload-length", NULL, 0 },
  { "MT:M5L90MP500K64J", "payload-length", NULL, 0 },
  { "MT:M5L90MP500K64J0000000", "payload-length", NULL, 0 },
  { "MT:M5L90.....K64J00000", "payload-range", "character 9", 0 },
  { "MT:034J029Q00KA0648G00", "payload-version", NULL, 1 },
  { "MT:-24J029Q00GWID1WH00", "payload-passcode", NULL, 1 },
  { "MT:M5L90MP500W-GT68D20", "payload-passcode", NULL, 1 },

  { "3497-011-233", "payload-length", NULL, 0 },
  { "1234567891234567856718", "payload-length", NULL, 0 },
  { "3497O112332", "payload-alphabet", "character 5", 0 },
  { "3497–011–2332", "payload-alphabet", "character 5", 0 },
  { "34970112333", "payload-check-digit", NULL, 0 },
  { "43970112332", "payload-check-digit", NULL, 0 },
  { "74970112334", "payload-vendor-flag", NULL, 0 },
  { "349701123365521327696", "payload-vendor-flag", NULL, 0 },
  { "34915200008", "payload-passcode", NULL, 1 },
  { "35742920344", "payload-passcode", NULL, 1 },
  { "636108753545367145260", "payload-passcode", NULL, 1 },
  { "01120767810", "payload-passcode", NULL, 1 },
};

static void
test_wrong_codes (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (wrong_codes); i++)
    {
      const Wrong *wrong = &wrong_codes[i];
      g_autoptr(GPtrArray) problems = np_problem_list_new ();
      g_autoptr(GPtrArray) payloads = np_setup_payload_decode (wrong->code, problems);
      g_autofree char *codes = test_list_codes (problems);
      g_autofree char *text = np_problem_to_text (problems->pdata[0]);

      g_test_message ("%s", text);
      g_assert_cmpstr (codes, ==, wrong->codes);
      g_assert_cmpstr (((const NpProblem *) problems->pdata[0])->where, ==, wrong->where);
      g_assert_cmpuint (payloads->len, ==, wrong->n_payloads);
      g_assert_true (g_utf8_validate (text, -1, NULL));
    }
}

static void
test_wrong_digits (void)
{
  static const struct
  {
    const char *digits;
    const char *codes;
  } cases[] = {
    { "9497011233", "payload-version" },
    { "8497011233", "payload-version" },
    { "3999991233", "payload-range" },
    { "3497018192", "payload-range" },
    { "3999998192", "payload-range payload-range" },
    { "74970112336553632769", "payload-range" },
    { "74970112336552165536", "payload-range" },
    { "74970112336552565535", "payload-vendor-id" },
    { "74970112336552100000", "payload-product-id" },
    { "74970112330000000001", "payload-vendor-id" },
    { "74970112330000000000", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GPtrArray) problems = np_problem_list_new ();
      g_autofree char *code = test_dup_with_check_digit (cases[i].digits);
      g_autoptr(NpSetupPayload) payload = np_setup_payload_decode_manual (code, problems);
      g_autofree char *codes = test_list_codes (problems);

      g_test_message ("%s", code);
      g_assert_cmpstr (codes, ==, cases[i].codes);
    }
}

static void
assert_check_digit (const char *code, gboolean right)
{
  g_autoptr(GPtrArray) problems = np_problem_list_new ();
  g_autoptr(NpSetupPayload) payload = np_setup_payload_decode_manual (code, problems);
  g_autofree char *codes = test_list_codes (problems);

  g_assert_cmpstr (codes, ==, right ? "" : "payload-check-digit");
}

/* The check digit finds every single wrong digit, and every two neighbours that changed places. */
static void
test_check_digit (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    {
      g_autofree char *code = g_strdup (known[i].manual);

      for (guint position = 0; code[position] != '\0'; position++)
        {
          char digit = code[position];
          char next = code[position + 1];

          for (code[position] = '0'; code[position] <= '9'; code[position]++)
            assert_check_digit (code, code[position] == digit);

          code[position] = digit;
          if (next == '\0')
            continue;

          code[position] = next;
          code[position + 1] = digit;
          assert_check_digit (code, digit == next);
          code[position] = digit;
          code[position + 1] = next;
        }
    }
}

static void
test_spaces_and_dashes (void)
{
  static const char *const codes[] = { "3497-011-2332", "3497 011 2332", " 34970112332 ", "3-4-9-7-0-1-1-2-3-3-2" };

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      g_autoptr(GPtrArray) problems = np_problem_list_new ();
      g_autoptr(GPtrArray) payloads = np_setup_payload_decode (codes[i], problems);

      g_assert_cmpuint (problems->len, ==, 0);
      g_assert_cmpuint (payloads->len, ==, 1);
      g_assert_cmpuint (((const NpSetupPayload *) payloads->pdata[0])->passcode, ==, 20202021);
    }
}

typedef struct
{
  NpSetupPayload payload;
  const char *codes;
} Refused;

#define GOOD .vendor_id = 0xFFF1, .product_id = 0x8001, .discovery = NP_DISCOVERY_BLE, .discriminator = 3840, .passcode = 20202021

static const Refused refused[] = {
  { { GOOD, .version = 1 }, "payload-version" },
  { { GOOD, .flow = 3 }, "payload-flow" },
  { { .vendor_id = 0xFFF1, .product_id = 0x8001, .discovery = 0x40, .discriminator = 0, .passcode = 1 }, "payload-discovery" },
  { { .vendor_id = 0xFFF5, .product_id = 0x8001, .discriminator = 0, .passcode = 1 }, "payload-vendor-id" },
  { { .vendor_id = 0, .product_id = 0x8001, .discriminator = 0, .passcode = 1 }, "payload-vendor-id" },
  { { .vendor_id = 0xFFF4, .product_id = 0, .discriminator = 0, .passcode = 1 }, "payload-product-id" },
  { { .vendor_id = 0xFFF4, .product_id = 1, .discriminator = 4096, .passcode = 1 }, "payload-discriminator" },
  { { .vendor_id = 0xFFF4, .product_id = 1, .discriminator = 4095, .passcode = 0 }, "payload-passcode" },
  { { .vendor_id = 0xFFF4, .product_id = 1, .discriminator = 4095, .passcode = 99999999 }, "payload-passcode" },
  { { .vendor_id = 0xFFF4, .product_id = 1, .discriminator = 4095, .passcode = 87654321 }, "payload-passcode" },
  { { .version = 7, .vendor_id = 0xFFFF, .flow = 3, .discovery = 0xFF, .discriminator = 0xFFFF, .passcode = G_MAXUINT32 },
    "payload-version payload-vendor-id payload-product-id payload-flow payload-discovery payload-discriminator payload-passcode" },
};

static void
test_refused (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr(GPtrArray) problems = np_problem_list_new ();
      gboolean good = np_setup_payload_check (&refused[i].payload, problems);
      g_autofree char *codes = test_list_codes (problems);
      g_autoptr(GError) qr_error = NULL;
      g_autoptr(GError) manual_error = NULL;

      g_assert_false (good);
      g_assert_cmpstr (codes, ==, refused[i].codes);
      g_assert_null (np_setup_payload_encode_qr (&refused[i].payload, &qr_error));
      g_assert_error (qr_error, NP_ERROR, NP_ERROR_INVALID_DATA);
      g_assert_null (np_setup_payload_encode_manual (&refused[i].payload, &manual_error));
      g_assert_error (manual_error, NP_ERROR, NP_ERROR_INVALID_DATA);
    }
}

/* A manual code lacks what a QR code needs; a reserved discovery bit may come from a later Matter, so it is only told;
 * padding and flow 3 stand for nothing. */
static void
test_qr_values (void)
{
  NpSetupPayload manual = { GOOD, .short_discriminator = TRUE };
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) problems = np_problem_list_new ();
  g_autoptr(GPtrArray) payloads = NULL;
  g_autofree char *codes = NULL;

  g_assert_null (np_setup_payload_encode_qr (&manual, &error));
  g_assert_error (error, NP_ERROR, NP_ERROR_INVALID_DATA);
  g_assert_nonnull (strstr (error->message, "[payload-discriminator]"));

  /* The bytes of MT:-24J042C00KA0648G00 with bit 6 of the discovery bits, flow 3 and the last padding bit set. */
  payloads = np_setup_payload_decode_qr ("MT:-24J0WE.90KA064K4N0", problems);
  codes = test_list_codes (problems);
  g_assert_cmpstr (codes, ==, "payload-flow payload-discovery payload-padding");
  g_assert_cmpint (test_find_problem (problems, "payload-discovery")->severity, ==, NP_SEVERITY_WARNING);
  g_assert_cmpint (test_find_problem (problems, "payload-flow")->severity, ==, NP_SEVERITY_ERROR);
  g_assert_cmpuint (payloads->len, ==, 1);
}

static void
test_show (void)
{
  g_autofree char *eleven = np_setup_payload_group_manual ("34970112332");
  g_autofree char *twenty_one = np_setup_payload_group_manual ("749701123365521327694");
  g_autofree char *discovery = np_setup_payload_describe_discovery (NP_DISCOVERY_BLE | NP_DISCOVERY_ON_NETWORK | 0x80);
  g_autofree char *none = np_setup_payload_describe_discovery (0);

  g_assert_cmpstr (eleven, ==, "3497-011-2332");
  g_assert_cmpstr (twenty_one, ==, "7497-011-2336-55213-27694");
  g_assert_cmpstr (discovery, ==, "Bluetooth LE, on network");
  g_assert_cmpstr (none, ==, "none");
  g_assert_cmpstr (np_setup_payload_describe_flow (NP_COMMISSIONING_FLOW_USER_ACTION), ==, "user action");
  g_assert_cmpstr (np_setup_payload_describe_flow (3), ==, "unknown");
  g_assert_cmpstr (np_payload_rule_get_code (NP_PAYLOAD_RULE_CHECK_DIGIT), ==, "payload-check-digit");
}

/* Random payloads survive both codes. */
static void
test_round_trips (void)
{
  for (guint i = 0; i < 2000; i++)
    {
      NpSetupPayload payload = {
        .vendor_id = g_test_rand_int_range (1, 0xFFF5),
        .product_id = g_test_rand_int_range (1, 0x10000),
        .flow = g_test_rand_int_range (0, 3),
        .discovery = g_test_rand_int_range (0, 64),
        .discriminator = g_test_rand_int_range (0, 4096),
        .passcode = g_test_rand_int_range (12345679, 22222222),
      };
      g_autoptr(GError) error = NULL;
      g_autofree char *qr = np_setup_payload_encode_qr (&payload, &error);
      g_autofree char *manual = np_setup_payload_encode_manual (&payload, &error);

      g_assert_no_error (error);
      test_check_payload (&payload, qr, manual);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/setup-payload/known", test_known);
  g_test_add_func ("/setup-payload/tlv", test_tlv);
  g_test_add_func ("/setup-payload/concatenated", test_concatenated);
  g_test_add_func ("/setup-payload/wrong-codes", test_wrong_codes);
  g_test_add_func ("/setup-payload/wrong-digits", test_wrong_digits);
  g_test_add_func ("/setup-payload/check-digit", test_check_digit);
  g_test_add_func ("/setup-payload/spaces-and-dashes", test_spaces_and_dashes);
  g_test_add_func ("/setup-payload/refused", test_refused);
  g_test_add_func ("/setup-payload/qr-values", test_qr_values);
  g_test_add_func ("/setup-payload/show", test_show);
  g_test_add_func ("/setup-payload/round-trips", test_round_trips);

  return g_test_run ();
}
