/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "np-recipe-entry.h"

#define LEVEL_WITH_TFM 2 /* ST's number, on every platform */

/* --- When a recipe needs it -------------------------------------------------------- */

static gboolean
always (const NpRecipe *recipe)
{
  return TRUE;
}

/* Of a recipe that doesn't provision, or at a level that its platform hasn't got. */
static const char *const nothing[] = { NULL };
static const NpSecurityLevel no_level = { .scripts = nothing, .steps = nothing };

static const NpSecurityLevel *
get_level (const NpRecipe *recipe)
{
  const NpSecurityLevel *level = recipe->job == NP_JOB_PROVISION ? np_recipe_get_security_level (recipe) : NULL;

  return level != NULL ? level : &no_level;
}

static gboolean
provisions (const NpRecipe *recipe)
{
  return get_level (recipe) != &no_level;
}

static gboolean
has_step (const NpRecipe *recipe, const char *name)
{
  return g_strv_contains (get_level (recipe)->steps, name);
}

static gboolean
has_levels (const NpRecipe *recipe)
{
  return recipe->job == NP_JOB_PROVISION && recipe->platform != NULL;
}

static gboolean
has_platform (const NpRecipe *recipe)
{
  return recipe->platform != NULL;
}

static gboolean
may_need_loader (const NpRecipe *recipe)
{
  return recipe->platform != NULL && (recipe->loader != NULL || np_recipe_needs_loader (recipe));
}

static gboolean
writes_provisioning_firmware (const NpRecipe *recipe)
{
  return has_step (recipe, "write-provisioning-firmware");
}

static gboolean
upgrades_coprocessor (const NpRecipe *recipe)
{
  return has_step (recipe, "upgrade-coprocessor");
}

static gboolean
has_script (const NpRecipe *recipe)
{
  return provisions (recipe) && recipe->handshake == NP_HANDSHAKE_SCRIPT;
}

static gboolean
is_built_in (const NpRecipe *recipe)
{
  return provisions (recipe) && recipe->handshake == NP_HANDSHAKE_BUILT_IN;
}

static gboolean
waits_for_application (const NpRecipe *recipe)
{
  return provisions (recipe) && recipe->application_pattern != NULL;
}

static gboolean
is_secure (const NpRecipe *recipe)
{
  return get_level (recipe)->scripts[0] != NULL;
}

static gboolean
runs_scripts (const NpRecipe *recipe)
{
  return is_secure (recipe) || has_script (recipe);
}

static gboolean
installs_oem_key (const NpRecipe *recipe)
{
  return has_step (recipe, "run-provisioning");
}

static gboolean
has_modes (const NpRecipe *recipe)
{
  return provisions (recipe) && np_platform_has_modes (recipe->platform);
}

static gboolean
stores_in_its (const NpRecipe *recipe)
{
  return provisions (recipe) && recipe->security == LEVEL_WITH_TFM;
}

static gboolean
stores_in_flash (const NpRecipe *recipe)
{
  return provisions (recipe) && !has_modes (recipe) && !stores_in_its (recipe);
}

/* One that a recipe has must be seen, wherever it came from. */
static gboolean
may_lock (const NpRecipe *recipe)
{
  return is_secure (recipe) || (provisions (recipe) && recipe->lock != NP_BOARD_LOCK_NONE);
}

/* --- Choices ------------------------------------------------------------------------- */

static const NpRecipeChoice jobs[] = {
  { NP_JOB_PROVISION, N_("Provision"), N_("Boards get provisioning firmware, factory data, a certificate with its key, then the application.") },
  { NP_JOB_RECONFIGURE, N_("Reconfigure"), N_("Boards that have their firmware get complete factory data, and nothing else is written.") },
};

static const NpRecipeChoice modes[] = {
  { NP_PROVISIONING_MODE_TEST, N_("Test"), N_("The firmware stores the key in flash: the board can be provisioned again, and its key can be read.") },
  { NP_PROVISIONING_MODE_PRODUCTION, N_("Production"),
    N_("Permanent: the firmware stores the key in the chip’s key store (CKS). One slot per board is used for ever.") },
};

static const NpRecipeChoice handshakes[] = {
  { NP_HANDSHAKE_BUILT_IN, N_("Built In"), N_("Nameplate speaks with ST’s provisioning firmware itself, whichever of its generations it is.") },
  { NP_HANDSHAKE_SCRIPT, N_("Your Own Script"), N_("A Python script in ST’s contract, Provisioning (mode, header, port), does it.") },
};

static const NpRecipeChoice locks[] = {
  { NP_BOARD_LOCK_NONE, N_("Leave Boards Open"), N_("Boards can be read, debugged and written again.") },
  { NP_BOARD_LOCK_RDP1, N_("RDP 1"), N_("Permanent: memory can no longer be read, and reopening a board erases everything in flash.") },
  { NP_BOARD_LOCK_RDP2, N_("RDP 2"), N_("Permanent: debugging ends; only an OEM2 key that was installed before can reopen a board.") },
};

static const char *const level_titles[] = { N_("No Secure Boot"), N_("OEMiRoT"), N_("OEMiRoT + TF-M") };

static const char *const level_explanations[] = {
  N_("The application starts unchecked; no scripts are needed."),
  N_("ST’s secure boot starts only applications that are signed with your keys."),
  N_("Secure boot, and TF-M keeps the key where the application can use it but not read it."),
};

static GArray *
translate_choices (const NpRecipeChoice *choices, guint n_choices)
{
  GArray *list = g_array_new (FALSE, FALSE, sizeof (NpRecipeChoice));

  for (guint i = 0; i < n_choices; i++)
    {
      NpRecipeChoice choice = { choices[i].value, _(choices[i].title), _(choices[i].explanation) };

      g_array_append_val (list, choice);
    }
  return list;
}

static GArray *
list_jobs (const NpRecipe *recipe)
{
  return translate_choices (jobs, G_N_ELEMENTS (jobs));
}

static GArray *
list_modes (const NpRecipe *recipe)
{
  return translate_choices (modes, G_N_ELEMENTS (modes));
}

static GArray *
list_handshakes (const NpRecipe *recipe)
{
  return translate_choices (handshakes, G_N_ELEMENTS (handshakes));
}

static GArray *
list_locks (const NpRecipe *recipe)
{
  return translate_choices (locks, G_N_ELEMENTS (locks));
}

static GArray *
list_platforms (const NpRecipe *recipe)
{
  GArray *list = g_array_new (FALSE, FALSE, sizeof (NpRecipeChoice));
  guint n_platforms;
  const NpPlatform *const *platforms = np_platform_get_all (&n_platforms);

  for (guint i = 0; i < n_platforms; i++)
    {
      NpRecipeChoice choice = { i, np_platform_get_name (platforms[i]), np_platform_get_board_name (platforms[i]) };

      g_array_append_val (list, choice);
    }
  return list;
}

/* A level that ST adds later has its name from the platform's file, and no explanation. */
static GArray *
list_levels (const NpRecipe *recipe)
{
  GArray *list = g_array_new (FALSE, FALSE, sizeof (NpRecipeChoice));
  guint n_levels = 0;
  const NpSecurityLevel *levels = recipe->platform != NULL ? np_platform_get_security_levels (recipe->platform, &n_levels) : NULL;

  for (guint i = 0; i < n_levels; i++)
    {
      gboolean known = levels[i].level < G_N_ELEMENTS (level_titles);
      NpRecipeChoice choice = { levels[i].level, known ? _(level_titles[levels[i].level]) : levels[i].name,
                                known ? _(level_explanations[levels[i].level]) : "" };

      g_array_append_val (list, choice);
    }
  return list;
}

static guint
get_platform (const NpRecipe *recipe)
{
  guint n_platforms;
  const NpPlatform *const *platforms = np_platform_get_all (&n_platforms);

  for (guint i = 0; i < n_platforms; i++)
    if (platforms[i] == recipe->platform)
      return i;
  return G_MAXUINT;
}

static void
take_level_addresses (NpRecipe *recipe)
{
  const NpSecurityLevel *level = np_recipe_get_security_level (recipe);

  recipe->application_address = level != NULL ? level->application_address : 0;
  recipe->magic_trailer_address = level != NULL ? level->magic_trailer_address : 0;
}

/* The platform's first level, where it hasn't got the recipe's. */
static void
take_level (NpRecipe *recipe)
{
  guint n_levels;
  const NpSecurityLevel *levels = np_platform_get_security_levels (recipe->platform, &n_levels);

  if (np_recipe_get_security_level (recipe) == NULL && n_levels > 0)
    recipe->security = levels[0].level;
  if (np_platform_has_modes (recipe->platform) && recipe->mode == NP_PROVISIONING_MODE_UNSET)
    recipe->mode = NP_PROVISIONING_MODE_TEST;
}

static void
set_job (NpRecipe *recipe, guint value)
{
  recipe->job = value;
  if (value != NP_JOB_PROVISION || recipe->platform == NULL)
    return;
  take_level (recipe);
  if (recipe->application_address == 0 && recipe->magic_trailer_address == 0)
    take_level_addresses (recipe);
}

static void
set_security (NpRecipe *recipe, guint value)
{
  recipe->security = value;
  take_level_addresses (recipe);
}

static void
set_platform (NpRecipe *recipe, guint value)
{
  guint n_platforms;
  const NpPlatform *const *platforms = np_platform_get_all (&n_platforms);

  g_return_if_fail (value < n_platforms);

  recipe->platform = platforms[value];
  recipe->factory_data_address = np_platform_get_factory_data_range (recipe->platform)->start;
  recipe->coprocessor_address = 0;
  recipe->mode = NP_PROVISIONING_MODE_UNSET;
  g_clear_pointer (&recipe->loader, g_free);
  take_level (recipe);
  take_level_addresses (recipe);
}

/* --- What depends on the rest of the recipe -------------------------------------------- */

static char *
explain_factory_data_address (const NpRecipe *recipe)
{
  const NpMemoryRange *range = np_platform_get_factory_data_range (recipe->platform);

  if (range->end == 0)
    return g_strdup_printf (_("Where the application reads its factory data; on this platform from 0x%08X."), range->start);
  return g_strdup_printf (_("Where the application reads its factory data; on this platform 0x%08X to 0x%08X."), range->start, range->end);
}

static char *
explain_loader (const NpRecipe *recipe)
{
  const char *loader = np_platform_get_factory_data_loader (recipe->platform);

  if (loader != NULL)
    return g_strdup_printf (_("What STM32CubeProgrammer writes external flash through; if empty, %s."), loader);
  return g_strdup_printf (_("What STM32CubeProgrammer writes external flash through; if empty, the one named after %s."),
                          np_platform_get_board_name (recipe->platform));
}

static char *
explain_application (const NpRecipe *recipe)
{
  return g_strdup (is_secure (recipe) ? _("Your product’s firmware, signed and encrypted as the secure boot wants it, written after the handshake.")
                                      : _("Your product’s firmware, written after the handshake; if empty, the provisioning firmware stays."));
}

static char *
explain_application_address (const NpRecipe *recipe)
{
  const NpSecurityLevel *level = get_level (recipe);

  if (level->application_address != 0)
    return g_strdup_printf (_("Where firmware goes; ST’s example for this level has 0x%08X."), level->application_address);
  if (is_secure (recipe))
    return g_strdup (_("The application’s slot in your flash layout; ST’s text says 0x700060000, which has a digit too many."));
  return g_strdup (_("What provisioning firmware and application were linked for."));
}

static char *
explain_scripts (const NpRecipe *recipe)
{
  return g_strdup_printf (_("ST’s folder with %s.sh and %s.sh; they run there, for one board at a time."), get_level (recipe)->scripts[0],
                          get_level (recipe)->scripts[1]);
}

static char *
explain_trailer_address (const NpRecipe *recipe)
{
  return g_strdup_printf (_("The last bytes of the application’s slot; ST’s example for this level has 0x%08X."),
                          get_level (recipe)->magic_trailer_address);
}

/* --- The table ---------------------------------------------------------------------------- */

static const char *const binary_patterns[] = { "*.bin", NULL };
static const char *const python_patterns[] = { "*.py", NULL };
static const char *const loader_patterns[] = { "*.stldr", NULL };

#define FILES N_("Files and Addresses")
#define CONVERSATION N_("Handshake Details")
#define AFTERWARDS N_("After the Application")
#define BOOT N_("Secure Boot")
#define STORAGE N_("Where the Key Is Stored")
#define BEWARE N_("Before Boards Leave Your Hands")

#define MEMBER(field) .offset = G_STRUCT_OFFSET (NpRecipe, field)

static const NpRecipeEntry entries[] = {
  { "job", NP_RECIPE_PAGE_BOARD, NULL, N_("Job"), N_("What is done to each board."), NP_RECIPE_ENTRY_CHOICE, NULL, always, MEMBER (job),
    list_jobs, NULL, set_job },
  { "platform", NP_RECIPE_PAGE_BOARD, NULL, N_("Platform"), N_("Another chip is refused before anything is written to it."), NP_RECIPE_ENTRY_CHOICE,
    NULL, always, 0, list_platforms, get_platform, set_platform },
  { "security", NP_RECIPE_PAGE_BOARD, NULL, N_("Security"), N_("What checks the application before it starts, and guards its secrets."),
    NP_RECIPE_ENTRY_CHOICE, NULL, has_levels, MEMBER (security), list_levels, NULL, set_security },
  { "factoryDataAddress", NP_RECIPE_PAGE_BOARD, FILES, N_("Address of the factory data"), NULL, NP_RECIPE_ENTRY_ADDRESS, NULL, has_platform,
    MEMBER (factory_data_address), .explain = explain_factory_data_address },
  { "provisioningFirmware", NP_RECIPE_PAGE_BOARD, FILES, N_("Provisioning firmware"),
    N_("ST’s STM_Provisioning for the board, a plain binary: it stores certificate and key."), NP_RECIPE_ENTRY_FILE, binary_patterns,
    writes_provisioning_firmware, MEMBER (provisioning_firmware) },
  { "applicationFirmware", NP_RECIPE_PAGE_BOARD, FILES, N_("Application firmware"), NULL, NP_RECIPE_ENTRY_FILE, binary_patterns, provisions,
    MEMBER (application_firmware), .explain = explain_application },
  { "applicationAddress", NP_RECIPE_PAGE_BOARD, FILES, N_("Address of the firmware"), NULL, NP_RECIPE_ENTRY_ADDRESS, NULL, provisions,
    MEMBER (application_address), .explain = explain_application_address },
  { "coprocessorFirmware", NP_RECIPE_PAGE_BOARD, FILES, N_("Coprocessor firmware"), N_("The wireless stack; if empty, boards keep the one that they have."),
    NP_RECIPE_ENTRY_FILE, binary_patterns, upgrades_coprocessor, MEMBER (coprocessor_firmware) },
  { "coprocessorAddress", NP_RECIPE_PAGE_BOARD, FILES, N_("Address of the coprocessor firmware"),
    N_("As ST’s release notes have it, for this stack and this chip."), NP_RECIPE_ENTRY_ADDRESS, NULL, upgrades_coprocessor,
    MEMBER (coprocessor_address) },
  { "loader", NP_RECIPE_PAGE_BOARD, FILES, N_("External loader"), NULL, NP_RECIPE_ENTRY_LOADER, loader_patterns, may_need_loader, MEMBER (loader),
    .explain = explain_loader },
  { "handshake", NP_RECIPE_PAGE_BOARD, NULL, N_("Handshake"), N_("Who tells the provisioning firmware over the serial port to store the key."),
    NP_RECIPE_ENTRY_CHOICE, NULL, provisions, MEMBER (handshake), list_handshakes },
  { "handshakeScript", NP_RECIPE_PAGE_BOARD, CONVERSATION, N_("Handshake script"), N_("It runs in a process of its own; what it says goes into the log."),
    NP_RECIPE_ENTRY_FILE, python_patterns, has_script, MEMBER (handshake_script) },
  { "timeouts.synchronisation", NP_RECIPE_PAGE_BOARD, CONVERSATION, N_("Wait for the first answer (seconds)"), N_("ST’s own script waits 30 seconds."),
    NP_RECIPE_ENTRY_SECONDS, NULL, is_built_in, MEMBER (timeouts.synchronisation) },
  { "timeouts.result", NP_RECIPE_PAGE_BOARD, CONVERSATION, N_("Then wait for the result (seconds)"), N_("The board counts as failed after that."),
    NP_RECIPE_ENTRY_SECONDS, NULL, is_built_in, MEMBER (timeouts.result) },
  { "applicationPattern", NP_RECIPE_PAGE_BOARD, AFTERWARDS, N_("Wait for a line from the application"),
    N_("A regular expression that one of its first serial lines must match; if empty, the board passes without."), NP_RECIPE_ENTRY_TEXT, NULL, provisions,
    MEMBER (application_pattern) },
  { "timeouts.application", NP_RECIPE_PAGE_BOARD, AFTERWARDS, N_("Wait for that line (seconds)"), N_("The board counts as failed after that."),
    NP_RECIPE_ENTRY_SECONDS, NULL, waits_for_application, MEMBER (timeouts.application) },

  { "scriptsFolder", NP_RECIPE_PAGE_SECURITY, BOOT, N_("Folder of the secure scripts"), NULL, NP_RECIPE_ENTRY_FOLDER, NULL, is_secure,
    MEMBER (scripts_folder), .explain = explain_scripts },
  { "timeouts.script", NP_RECIPE_PAGE_SECURITY, BOOT, N_("Longest time for one script (seconds)"), N_("A script that takes longer is ended, and the board has failed."),
    NP_RECIPE_ENTRY_SECONDS, NULL, runs_scripts, MEMBER (timeouts.script) },
  { "magicTrailer", NP_RECIPE_PAGE_SECURITY, BOOT, N_("Magic trailer"), N_("A file of 16 bytes that has the secure boot install the application."),
    NP_RECIPE_ENTRY_FILE, binary_patterns, is_secure, MEMBER (magic_trailer) },
  { "magicTrailerAddress", NP_RECIPE_PAGE_SECURITY, BOOT, N_("Address of the magic trailer"), NULL, NP_RECIPE_ENTRY_ADDRESS, NULL, is_secure,
    MEMBER (magic_trailer_address), .explain = explain_trailer_address },
  { "note.keys", NP_RECIPE_PAGE_SECURITY, BEWARE, N_("ST’s example keys are public"),
    N_("The keys that come with ST’s scripts are the same for everybody. Boards that trust them start anybody’s firmware: make your own, and build the "
       "secure boot with them."),
    NP_RECIPE_ENTRY_WARNING, NULL, is_secure },
  { "note.oem2", NP_RECIPE_PAGE_SECURITY, BEWARE, N_("The scripts install an OEM2 key"),
    N_("Whoever has its password can reopen a board that is locked at RDP 2. ST’s example password is public: replace it in the scripts’ folder, and keep "
       "yours."),
    NP_RECIPE_ENTRY_WARNING, NULL, installs_oem_key },
  { "note.regression", NP_RECIPE_PAGE_SECURITY, BEWARE, N_("The first script erases the whole board"),
    N_("Firmware, factory data and keys in flash are gone after it, so boards that hold something you need don’t belong on this bench."),
    NP_RECIPE_ENTRY_NOTE, NULL, is_secure },

  { "mode", NP_RECIPE_PAGE_KEY, NULL, N_("Mode"), N_("What the provisioning firmware was built for: the firmware decides, this declares it."),
    NP_RECIPE_ENTRY_CHOICE, NULL, has_modes, MEMBER (mode), list_modes },
  { "testFirmware", NP_RECIPE_PAGE_KEY, N_("Provisioning Firmware"), N_("This is test firmware"),
    N_("Firmware that isn’t declared is treated as if it stored keys for ever: confirmed before, and never retried."), NP_RECIPE_ENTRY_DECLARATION, NULL,
    has_modes },
  { "note.flash", NP_RECIPE_PAGE_KEY, STORAGE, N_("In flash"), N_("The key lies among the factory data: whoever can read the memory of an open board has it."),
    NP_RECIPE_ENTRY_NOTE, NULL, stores_in_flash },
  { "note.its", NP_RECIPE_PAGE_KEY, STORAGE, N_("In TF-M’s protected storage (ITS)"), N_("The application can sign with the key, and never read it."),
    NP_RECIPE_ENTRY_NOTE, NULL, stores_in_its },

  { "lock", NP_RECIPE_PAGE_PROTECTION, NULL, N_("Lock Board"), N_("The last step, after everything was written and compared. It can’t be taken back."),
    NP_RECIPE_ENTRY_CHOICE, NULL, may_lock, MEMBER (lock), list_locks },
};

const NpRecipeEntry *
np_recipe_entry_get_all (guint *n_entries)
{
  *n_entries = G_N_ELEMENTS (entries);
  return entries;
}

const NpRecipeEntry *
np_recipe_entry_find (const char *key)
{
  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    if (g_strcmp0 (entries[i].key, key) == 0)
      return &entries[i];
  return NULL;
}
