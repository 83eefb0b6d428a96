; ModuleID = 'm'
source_filename = "m"
target datalayout = "e-m:e-p:32:32-i64:64-n32-S128"
target triple = "riscv32-unknown-unknown-elf"

@__dissolve_m_instance = global [20 x i32] zeroinitializer, align 4

; Function Attrs: nounwind optsize
define internal i32 @"func[0]"(i32 %0, i32 %1) #0 section ".text.func[0]" !dbg !4 {
entry:
  %2 = alloca i32, align 4
  store i32 %0, ptr %2, align 4
  %3 = alloca i32, align 4
  store i32 %1, ptr %3, align 4
  br label %start

start:                                            ; preds = %entry
  %4 = load i32, ptr %2, align 4, !dbg !7
  %5 = load i32, ptr %3, align 4, !dbg !8
  %6 = add i32 %4, %5, !dbg !9
  br label %return, !dbg !10

return:                                           ; preds = %start
  %7 = phi i32 [ %6, %start ]
  ret i32 %7, !dbg !10
}

; Function Attrs: nounwind optsize
define internal i32 @"func[1]"(i32 %0, i32 %1) #0 section ".text.func[1]" !dbg !11 {
entry:
  %2 = alloca i32, align 4
  store i32 %0, ptr %2, align 4
  %3 = alloca i32, align 4
  store i32 %1, ptr %3, align 4
  br label %start

start:                                            ; preds = %entry
  %4 = load i32, ptr %2, align 4, !dbg !12
  %5 = load i32, ptr %3, align 4, !dbg !13
  %6 = icmp eq i32 %5, 0, !dbg !14
  br i1 %6, label %trap, label %8, !dbg !14

return:                                           ; preds = %8
  %7 = phi i32 [ %9, %8 ]
  ret i32 %7, !dbg !15

trap:                                             ; preds = %start
  call void asm sideeffect "li a0, 3\0Acall __dissolve_raise_here # 0x39", "~{memory}"() #2, !dbg !14
  unreachable, !dbg !14

8:                                                ; preds = %start
  %9 = udiv i32 %4, %5, !dbg !14
  br label %return, !dbg !15
}

; Function Attrs: nounwind optsize
define internal void @instantiate() #0 section ".text.instantiate" !dbg !16 {
  ret void, !dbg !17
}

; Function Attrs: nounwind optsize
define i32 @__dissolve_m_instantiate() #0 section ".text.__dissolve_m_instantiate" !dbg !18 {
  %1 = call i32 @__dissolve_begin(ptr @__dissolve_m_instance) #3, !dbg !19
  %2 = icmp eq i32 %1, 0, !dbg !19
  br i1 %2, label %run, label %failed, !dbg !19

run:                                              ; preds = %0
  call void @instantiate(), !dbg !19
  call void asm sideeffect "", "~{memory}"(), !dbg !19
  store volatile i32 0, ptr getelementptr (i8, ptr @__dissolve_m_instance, i32 20), align 4, !dbg !19
  store volatile i32 1, ptr @__dissolve_m_instance, align 4, !dbg !19
  ret i32 1, !dbg !19

failed:                                           ; preds = %0
  ret i32 0, !dbg !19
}

; Function Attrs: nounwind returns_twice
declare i32 @__dissolve_begin(ptr) #1

; Function Attrs: nounwind optsize
define i64 @__dissolve_m_export_add(i32 %0, i32 %1) #0 section ".text.__dissolve_m_export_add" !dbg !20 {
  %3 = call i32 @"func[0]"(i32 %0, i32 %1), !dbg !21
  %4 = load volatile i32, ptr @__dissolve_m_instance, align 4, !dbg !21
  %5 = zext i32 %3 to i64, !dbg !21
  %6 = zext i32 %4 to i64, !dbg !21
  %7 = shl i64 %6, 32, !dbg !21
  %8 = or i64 %5, %7, !dbg !21
  ret i64 %8, !dbg !21
}

; Function Attrs: nounwind optsize
define i64 @__dissolve_m_export_divide(i32 %0, i32 %1) #0 section ".text.__dissolve_m_export_divide" !dbg !22 {
  %3 = call i32 @__dissolve_enter(ptr @__dissolve_m_instance) #3, !dbg !23
  %4 = icmp eq i32 %3, 0, !dbg !23
  br i1 %4, label %run, label %failed, !dbg !23

run:                                              ; preds = %2
  %5 = call i32 @"func[1]"(i32 %0, i32 %1), !dbg !23
  call void asm sideeffect "", "~{memory}"(), !dbg !23
  store volatile i32 0, ptr getelementptr (i8, ptr @__dissolve_m_instance, i32 20), align 4, !dbg !23
  store volatile i32 1, ptr @__dissolve_m_instance, align 4, !dbg !23
  %6 = zext i32 %5 to i64, !dbg !23
  %7 = or i64 %6, 4294967296, !dbg !23
  ret i64 %7, !dbg !23

failed:                                           ; preds = %2
  ret i64 0, !dbg !23
}

; Function Attrs: nounwind returns_twice
declare i32 @__dissolve_enter(ptr) #1

attributes #0 = { nounwind optsize "no-builtins" "warn-stack-size"="0" }
attributes #1 = { nounwind returns_twice }
attributes #2 = { cold noreturn nounwind }
attributes #3 = { returns_twice }

!llvm.module.flags = !{!0, !1}
!llvm.dbg.cu = !{!2}

!0 = !{i32 2, !"Debug Info Version", i32 3}
!1 = !{i32 2, !"Dwarf Version", i32 4}
!2 = distinct !DICompileUnit(language: DW_LANG_C99, file: !3, producer: "dissolve", isOptimized: true, runtimeVersion: 0, emissionKind: LineTablesOnly)
!3 = !DIFile(filename: "m.wasm", directory: "")
!4 = distinct !DISubprogram(name: "add", linkageName: "add", scope: null, file: !3, line: 44, type: !5, scopeLine: 44, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!5 = !DISubroutineType(flags: DIFlagPublic, types: !6)
!6 = !{null}
!7 = !DILocation(line: 45, scope: !4)
!8 = !DILocation(line: 47, scope: !4)
!9 = !DILocation(line: 49, scope: !4)
!10 = !DILocation(line: 50, scope: !4)
!11 = distinct !DISubprogram(name: "divide", linkageName: "divide", scope: null, file: !3, line: 52, type: !5, scopeLine: 52, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!12 = !DILocation(line: 53, scope: !11)
!13 = !DILocation(line: 55, scope: !11)
!14 = !DILocation(line: 57, scope: !11)
!15 = !DILocation(line: 58, scope: !11)
!16 = distinct !DISubprogram(name: "__dissolve_instantiate", linkageName: "__dissolve_instantiate", scope: null, file: !3, type: !5, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!17 = !DILocation(line: 0, scope: !16)
!18 = distinct !DISubprogram(name: "__dissolve_instantiate", linkageName: "__dissolve_instantiate", scope: null, file: !3, type: !5, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!19 = !DILocation(line: 0, scope: !18)
!20 = distinct !DISubprogram(name: "__dissolve_m_export_add", linkageName: "__dissolve_m_export_add", scope: null, file: !3, line: 44, type: !5, scopeLine: 44, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!21 = !DILocation(line: 44, scope: !20)
!22 = distinct !DISubprogram(name: "__dissolve_m_export_divide", linkageName: "__dissolve_m_export_divide", scope: null, file: !3, line: 52, type: !5, scopeLine: 52, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!23 = !DILocation(line: 52, scope: !22)
