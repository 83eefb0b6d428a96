	.syntax	unified
	.eabi_attribute	67, "2.09"
	.cpu	cortex-m3
	.eabi_attribute	6, 10
	.eabi_attribute	7, 77
	.eabi_attribute	8, 0
	.eabi_attribute	9, 2
	.eabi_attribute	34, 1
	.eabi_attribute	17, 1
	.eabi_attribute	20, 1
	.eabi_attribute	21, 0
	.eabi_attribute	23, 3
	.eabi_attribute	24, 1
	.eabi_attribute	25, 1
	.eabi_attribute	38, 1
	.eabi_attribute	14, 0
	.file	"m"
	.section	.text.__dissolve_m_instantiate,"ax",%progbits
	.globl	__dissolve_m_instantiate
	.p2align	1
	.type	__dissolve_m_instantiate,%function
	.code	16
	.thumb_func
__dissolve_m_instantiate:
.Lfunc_begin0:
	.file	1 "m.wasm"
	.loc	1 0 0
	.fnstart
	.cfi_sections .debug_frame
	.cfi_startproc
	.save	{r4, lr}
	push	{r4, lr}
	.cfi_def_cfa_offset 8
	.cfi_offset lr, -4
	.cfi_offset r4, -8
.Ltmp0:
	movw	r4, :lower16:__dissolve_m_instance
	movt	r4, :upper16:__dissolve_m_instance
	mov	r0, r4
	bl	__dissolve_begin
	movs	r1, #0
	cmp	r0, #0
	mov	r0, r1
	it	ne
	popne	{r4, pc}
.LBB0_1:
	@APP
	@NO_APP
	movs	r0, #1
	str	r1, [r4, #20]
	str	r0, [r4]
	pop	{r4, pc}
.Ltmp1:
.Lfunc_end0:
	.size	__dissolve_m_instantiate, .Lfunc_end0-__dissolve_m_instantiate
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.__dissolve_m_export_f,"ax",%progbits
	.globl	__dissolve_m_export_f
	.p2align	1
	.type	__dissolve_m_export_f,%function
	.code	16
	.thumb_func
__dissolve_m_export_f:
.Lfunc_begin1:
	.loc	1 44 0
	.fnstart
	.cfi_startproc
	.save	{r4, r5, r7, lr}
	push	{r4, r5, r7, lr}
	.cfi_def_cfa_offset 16
	.cfi_offset lr, -4
	.cfi_offset r7, -8
	.cfi_offset r5, -12
	.cfi_offset r4, -16
.Ltmp2:
	.loc	1 44 0 prologue_end
	movw	r4, :lower16:__dissolve_m_instance
	movt	r4, :upper16:__dissolve_m_instance
	mov	r5, r0
	mov	r0, r4
	bl	__dissolve_enter
	cbz	r0, .LBB1_2
	.loc	1 0 0 is_stmt 0
	movs	r0, #0
	mov	r1, r0
	.loc	1 44 0 epilogue_begin
	pop	{r4, r5, r7, pc}
.LBB1_2:
.Ltmp3:
	.loc	1 47 0 is_stmt 1
	mov	r0, r5
	bl	out
	.loc	1 51 0
	cbz	r5, .LBB1_6
	adds	r1, r5, #1
	bne	.LBB1_5
	cmp.w	r0, #-2147483648
	beq	.LBB1_7
.LBB1_5:
	sdiv	r0, r0, r5
	movs	r1, #0
.Ltmp4:
	.loc	1 44 0
	@APP
	@NO_APP
	str	r1, [r4, #20]
	movs	r1, #1
	str	r1, [r4]
	.loc	1 44 0 epilogue_begin is_stmt 0
	pop	{r4, r5, r7, pc}
.LBB1_6:
.Ltmp5:
	.loc	1 51 0 is_stmt 1
	@APP
	movs	r0, #3
	bl	__dissolve_raise_here	@ 0x33 
	@NO_APP
.LBB1_7:
	@APP
	movs	r0, #4
	bl	__dissolve_raise_here	@ 0x33 
	@NO_APP
.Ltmp6:
.Lfunc_end1:
	.size	__dissolve_m_export_f, .Lfunc_end1-__dissolve_m_export_f
	.cfi_endproc
	.cantunwind
	.fnend

	.type	__dissolve_m_instance,%object
	.bss
	.globl	__dissolve_m_instance
	.p2align	2, 0x0
__dissolve_m_instance:
	.zero	64
	.size	__dissolve_m_instance, 64

